-- Documents of the corpus. One row a record that was read as text.
-- No parameters.  Makes the table document.
CREATE TABLE document (
    document VARCHAR NOT NULL, -- Path, a number sign and the number of the record in the file, from 0.
    path VARCHAR NOT NULL, -- Name of the file in the corpus.
    record BIGINT NOT NULL, -- Number of the record in the file, from 0.
    record_id VARCHAR, -- The record's own id.
    url VARCHAR, -- As the record states.
    host VARCHAR, -- Host of the URL in lower case, archives resolved.
    domain VARCHAR, -- Registered domain of the host.
    captured DATE, -- When captured or written, as the record says.
    declared_licence VARCHAR, -- As the record declares it.
    source VARCHAR, -- Dataset or subset that the record says it comes from.
    declared_model VARCHAR, -- Generator that the record names.
    language VARCHAR, -- As declared.
    bytes BIGINT NOT NULL, -- Of the text in UTF-8.
    words BIGINT NOT NULL, -- Of the text.
    class_scores UTINYINT[], -- Probabilities of the learned model of sites, times 255; null: it did not answer.
    style_score FLOAT, -- How much it reads like a model's, in log odds that are not calibrated; null: too short, or unlike what was learnt from.
    prompt VARCHAR, -- Head and tail of the first thing that a chat asks; null: nobody asks.
    answers INTEGER, -- Turns of a chat that a model is to have written; null: no chat.
    account VARCHAR, -- Who asked, as the record says: the first characters and a digest.
    hour INTEGER, -- Hour of a chat, since 1970 in UTC; null: no chat, or no time of day.
    document_licensed BOOLEAN, -- A licence was found or declared for the whole document.
    signal_of_site VARCHAR, -- What files about its site, such as robots.txt, said on training up to its capture: disallowed, allowed or unknown.
    signal_of_page VARCHAR, -- What its own headers, elements and open licence say on training: disallowed, allowed or unknown.
    signal_at_capture VARCHAR, -- The more restrictive of both.
    signal_latest VARCHAR, -- The same by the latest files about the site, whenever they were seen.
    reserved_at_capture BOOLEAN, -- A machine-readable reservation was in force when it was captured.
    terms_class VARCHAR, -- Strictest of the site's terms in force on its date: no_scraping_no_ai, no_ai, no_scraping, conditional or open.
    terms_source VARCHAR, -- Where these terms were recorded, and when.
    terms_known BOOLEAN, -- Terms are recorded for its site and date.
    source_id VARCHAR, -- Source of a manifest, or known dataset, that it is of; null: of none.
    title VARCHAR, -- As the record states, its first 300 characters.
    author VARCHAR -- As the record states, its first 300 characters.
)
