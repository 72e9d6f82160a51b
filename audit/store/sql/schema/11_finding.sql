-- What a rule's predicate sees of a finding, together with `purpose` and `jurisdiction`. One row a finding, with its context.
-- No parameters.  Makes the view finding.
CREATE VIEW finding AS
SELECT
    f.fingerprint AS fingerprint, -- Stable over runs.
    f.document AS document, -- Path, a number sign and the record's number.
    f.path AS path, -- Name of the file in the corpus.
    f.url AS url, -- As the record states.
    f.detector AS detector, -- Name of the detector.
    f.kind AS kind, -- copyright, scraped, generated, licence or optout.
    f.level AS level, -- finding: the evidence stands by itself; clue: it only points.
    f.score AS score, -- 0 to 1.
    f.reference AS reference, -- What the text was compared with.
    f.work AS work, -- Known work: its id.
    f.matched_words AS matched_words, -- Words that agree with the work.
    f.longest_run AS longest_run, -- Words of the longest identical run.
    f.share_of_work AS share_of_work, -- 0 to 1.
    f.share_of_document AS share_of_document, -- 0 to 1.
    coalesce(f.library_kind, 'works') AS library_kind, -- Kind of the library that the work is in: works, benchmarks, boilerplate and others.
    f.cmi AS cmi, -- What of the work's title, author and notice the record has; absent: nothing.
    coalesce(f.other_works, 0) AS other_works, -- How many other works hold the passage.
    coalesce(f.quoted, false) AS quoted, -- The passage stands in quotation marks.
    coalesce(f.cited, false) AS cited, -- The work's title or author is named beside it.
    coalesce(f.allowed, false) AS allowed, -- The user's list lets the passage pass.
    coalesce(f.passage_documents, 1) AS passage_documents, -- Documents that hold the middle of the passage.
    coalesce(f.common, false) AS common, -- The passage stands in many documents and in several works.
    f.platform AS platform, -- Such as reddit.
    f.source_kind AS source_kind, -- news, forum, qa, wiki, transcript, book, code, shadow_library and others.
    f.publisher AS publisher, -- Who publishes the site.
    f.group_name AS group_name, -- Who owns the publisher.
    coalesce(f.site, d.domain) AS domain, -- Registered domain that the finding or the record names.
    f.tier AS tier, -- What a statement about a site rests on: url, mark or text.
    f.mark AS mark, -- Mark of rights in the text, such as a paywall's stub or a copyright line.
    f.basis AS basis, -- What a statement about a model rests on: text, model-field, dataset, chat-role, style.
    f.family AS family, -- Family of models.
    f.provider AS provider, -- Who offers the model.
    f.model AS model, -- The model as named.
    f.product AS product, -- How its output was had: consumer, API or weights; null: not known.
    f.dataset AS dataset, -- Known dataset that the record is from.
    f.turn AS turn, -- Role of the chat turn.
    f.spdx AS spdx, -- SPDX expression of the licence; of a known work: of its licence.
    f.scope AS scope, -- What the licence is about: page, file, element, dataset or host.
    f.modified AS modified, -- The licence's text differs from the original.
    f.notice AS notice, -- Kind of notice, such as all_rights_reserved.
    f.signal AS signal, -- Mechanism of the opt-out.
    f.agent AS agent, -- Whom the opt-out addresses.
    f.value AS value, -- What the opt-out says: reserved or allowed.
    d.captured AS captured, -- When the record was captured or written.
    d.bytes AS bytes, -- Of the document's text.
    d.words AS words, -- Of the document's text.
    d.language AS language, -- As declared.
    d.source AS source, -- Dataset or subset that the record names.
    d.declared_licence AS declared_licence, -- As the record declares it.
    d.declared_model AS declared_model, -- Generator that the record names.
    coalesce(d.document_licensed, false) AS document_licensed, -- A licence was found or declared for the whole document.
    coalesce(f.value = 'reserved', false) OR coalesce(d.reserved_at_capture, false) AS reserved_at_capture, -- A machine-readable reservation was in force at capture.
    coalesce(d.signal_at_capture, 'unknown') AS signal_at_capture, -- What signals seen up to the capture say on training: disallowed, allowed or unknown.
    coalesce(d.signal_latest, 'unknown') AS signal_latest, -- What the latest signals seen say on training.
    d.terms_class AS terms_class, -- Strictest of the site's terms in force at capture: no_scraping_no_ai, no_ai, no_scraping, conditional or open.
    coalesce(d.terms_known, false) AS terms_known, -- Terms are recorded for the site and date.
    t.commercial AS commercial, -- The licence on commercial use: 0 granted, 1 on a condition, 2 unclear, 3 refused.
    t.derive AS derive, -- On adapted versions, 0 to 3.
    t.redistribute AS redistribute, -- On passing copies on, 0 to 3.
    t.attribution AS attribution, -- 1: credit has to be given.
    t.share_alike AS share_alike, -- 1: adapted versions have to stay under the same licence.
    t.notice_text AS notice_text, -- 1: the licence's text or notices have to go along.
    t.source_disclosure AS source_disclosure, -- 1: source has to be offered.
    t.train AS train, -- On training a model, 0 to 3; to a rule as an exception of the purpose and jurisdiction lowers it.
    NULL::VARCHAR AS exception, -- Id of that exception; null: none lowers it.
    t.family AS licence_family, -- Family of the licence, such as CC-BY.
    t."kind" AS licence_kind, -- What such licences are made for: content, software, data, model or other.
    t.category AS licence_category, -- public-domain, permissive, attribution, copyleft, non-commercial, no-derivatives, restricted-use, proprietary or unknown.
    CASE WHEN f.provider IS NOT NULL THEN coalesce(p.train_competing, 2) ELSE t.train_competing END AS train_competing, -- Training other models with the provider's output, 0 to 3, by the terms in force at capture; without a date, by the latest recorded.
    CASE WHEN f.provider IS NOT NULL THEN coalesce(p.class, 'unknown') END AS output_class, -- Strictest of these terms: restricts_training, restricts_competing, non_commercial, unknown, flow_down, naming_duty or permits.
    CASE WHEN f.provider IS NOT NULL THEN coalesce(p.classes, 'unknown') END AS output_classes, -- All classes of these terms.
    p.basis AS output_basis, -- Which product's terms these are; where it is not known, that it is not.
    p.clauses AS output_clauses, -- What the terms say, in few words.
    p.exceptions AS output_exceptions, -- What the terms except, such as classifiers.
    p.regions AS output_regions, -- Where or to whom the product is not offered.
    p.sources AS output_sources, -- Where the terms were recorded.
    coalesce(l.permits, false) OR coalesce(f.kind = 'generated' AND greatest(t.commercial, t.derive, t.redistribute) <= 1, false) AS licence_permits, -- A licence on the record, or one that a known dataset bears, permits commercial use, changes and copies.
    d.source_id AS source_id, -- Source of a manifest, or known dataset, that the document is of; null: of none.
    s.declared AS declared, -- SPDX expression that the manifest or card of its source declares.
    s.concluded AS concluded, -- SPDX expression that a person concluded for its source.
    s.declared_commercial AS declared_commercial, -- What the declared licence says on commercial use, 0 to 3; null: none is declared.
    s.declared_derive AS declared_derive, -- What the declared licence says on adapted versions, 0 to 3; null: none is declared.
    s.declared_redistribute AS declared_redistribute, -- What the declared licence says on passing copies on, 0 to 3; null: none is declared.
    s.declared_share_alike AS declared_share_alike, -- What the declared licence says on keeping the same licence, 0 to 3; null: none is declared.
    s.inherited_commercial AS inherited_commercial, -- The strictest of its source and all that this descends from on commercial use, 0 to 3; null: no source.
    s.inherited_derive AS inherited_derive, -- The strictest of its source and all that this descends from on adapted versions, 0 to 3; null: no source.
    s.inherited_redistribute AS inherited_redistribute, -- The strictest of its source and all that this descends from on passing copies on, 0 to 3; null: no source.
    s.inherited_share_alike AS inherited_share_alike, -- The strictest of its source and all that this descends from on keeping the same licence, 0 to 3; null: no source.
    s.inherited_train_competing AS inherited_train_competing -- The strictest of its source and all that this descends from on training other models, 0 to 3; null: no source.
FROM found AS f
JOIN document AS d ON d.document = f.document
LEFT JOIN licence_terms AS t ON t.spdx = f.spdx
LEFT JOIN source_terms AS s ON s.source_id = d.source_id
LEFT JOIN output_terms AS p
    ON p.provider = lower(f.provider)
    AND p.model IS NOT DISTINCT FROM f.model
    AND p.product IS NOT DISTINCT FROM f.product
    AND p.captured IS NOT DISTINCT FROM d.captured
LEFT JOIN (
    SELECT found.document, bool_or(greatest(terms.commercial, terms.derive, terms.redistribute) <= 1) AS permits
    FROM found
    JOIN licence_terms AS terms ON terms.spdx = found.spdx
    WHERE found.kind = 'licence' AND found.level = 'finding' AND found.scope IN ('page', 'file', 'dataset')
    GROUP BY found.document
) AS l ON l.document = f.document
