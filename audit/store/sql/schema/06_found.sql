-- Findings as the detectors stated them. One row a finding; rules see them through the view finding.
-- No parameters.  Makes the table found.
CREATE TABLE found (
    document VARCHAR NOT NULL, -- Path, a number sign and the number of the record in the file, from 0.
    path VARCHAR NOT NULL, -- Name of the file in the corpus.
    record BIGINT NOT NULL, -- Number of the record in the file, from 0.
    record_id VARCHAR, -- The record's own id.
    url VARCHAR, -- As the record states.
    detector VARCHAR NOT NULL, -- Name of the detector.
    kind VARCHAR NOT NULL, -- copyright, scraped, generated, licence or optout.
    level VARCHAR NOT NULL, -- finding: the evidence stands by itself; clue: it only points.
    start BIGINT NOT NULL, -- First code point of the span.
    "end" BIGINT NOT NULL, -- First code point after the span.
    score DOUBLE NOT NULL, -- 0 to 1: how well the evidence supports the statement.
    reference VARCHAR, -- What the text was compared with.
    reference_start BIGINT, -- First code point of the span in the reference.
    reference_end BIGINT, -- First code point after the span in the reference.
    attributes VARCHAR NOT NULL, -- All attributes, as a JSON object.
    evidence STRUCT(measure VARCHAR, value DOUBLE, unit VARCHAR)[] NOT NULL, -- All measures.
    fingerprint VARCHAR NOT NULL, -- Stable over runs while document, place and statement stay.
    quote STRUCT("before" VARCHAR, "text" VARCHAR, "after" VARCHAR, omitted BIGINT), -- The text with its surroundings.
    reference_quote STRUCT("before" VARCHAR, "text" VARCHAR, "after" VARCHAR, omitted BIGINT), -- The reference's side.
    work VARCHAR, -- Known work: its id.
    platform VARCHAR, -- Platform that the text comes from, such as reddit.
    source_kind VARCHAR, -- news, forum, qa, wiki, transcript, book, code, shadow_library and others.
    publisher VARCHAR, -- Who publishes the site.
    group_name VARCHAR, -- Who owns the publisher.
    site VARCHAR, -- Registered domain that the finding names.
    tier VARCHAR, -- What the statement rests on: url, mark or text.
    mark VARCHAR, -- Mark of rights in the text, such as a paywall's stub or a copyright line.
    basis VARCHAR, -- What a statement about a model rests on: text, model-field, dataset, chat-role, style.
    family VARCHAR, -- Family of models, such as gpt.
    provider VARCHAR, -- Who offers the model.
    model VARCHAR, -- The model as named.
    product VARCHAR, -- How its output was had: consumer, API or weights.
    dataset VARCHAR, -- Known dataset that the record is from.
    spdx VARCHAR, -- SPDX expression of the licence.
    scope VARCHAR, -- What the licence is about: page, file, element, dataset or host.
    modified BOOLEAN, -- The licence's text differs from the original.
    notice VARCHAR, -- Kind of notice, such as all_rights_reserved.
    signal VARCHAR, -- Mechanism of the opt-out, such as robots_ai or tdmrep.
    agent VARCHAR, -- Whom the opt-out addresses.
    value VARCHAR, -- What the opt-out says: reserved or allowed.
    turn VARCHAR, -- Role of the chat turn that holds it.
    matched_words DOUBLE, -- Words that agree with the reference.
    longest_run DOUBLE, -- Words of the longest identical run.
    share_of_work DOUBLE, -- 0 to 1.
    share_of_document DOUBLE, -- 0 to 1.
    library VARCHAR, -- Known work: the first digits of its library's digest.
    library_kind VARCHAR, -- Known work: kind of its library, such as benchmarks; null: works.
    cmi VARCHAR, -- Known work: what of its title, author and notice the record has; absent: nothing.
    other_works BIGINT, -- Known work: how many other works of the libraries hold the passage.
    quoted BOOLEAN, -- Known work: the passage stands in quotation marks.
    cited BOOLEAN, -- Known work: its title or author is named beside the passage.
    allowed BOOLEAN, -- Known work: the passage is on the user's list of what is let pass.
    passage_documents BIGINT, -- Known work: documents that hold the middle of this passage, this one included.
    common BOOLEAN -- Known work: the passage stands in many documents and in several works.
)
