-- Where the documents come from, one row a registered domain.
-- Clues, such as what the name of an unknown host tells, name no site.
-- No parameters.  Makes the view site.
CREATE VIEW site AS
WITH named AS (
    SELECT site AS domain, platform, publisher, group_name, source_kind, count(*) AS findings
    FROM found
    WHERE kind = 'scraped' AND tier = 'url' AND level = 'finding' AND site IS NOT NULL
    GROUP BY ALL
),
known AS (
    SELECT
        domain,
        unnest(
            arg_max(
                struct_pack(platform := platform, publisher := publisher, group_name := group_name, source_kind := source_kind),
                (findings, platform, publisher, group_name, source_kind)
            )
        )
    FROM named
    GROUP BY domain
),
counted AS (
    SELECT
        domain,
        count(DISTINCT host) AS hosts,
        count(*) AS documents,
        sum(bytes) AS bytes,
        sum(words) AS words,
        min(captured) AS first_captured,
        max(captured) AS last_captured,
        count(*) FILTER (captured IS NULL) AS undated,
        bool_or(signal_at_capture = 'disallowed') AS disallowed,
        bool_or(signal_at_capture = 'allowed') AS allowed,
        sum(words) FILTER (signal_at_capture = 'disallowed') AS reserved_words,
        bool_or(signal_latest = 'disallowed') AS disallowed_latest,
        bool_or(signal_latest = 'allowed') AS allowed_latest,
        count(*) FILTER (terms_class = 'no_scraping_no_ai') AS no_scraping_no_ai,
        count(*) FILTER (terms_class = 'no_ai') AS no_ai,
        count(*) FILTER (terms_class = 'no_scraping') AS no_scraping,
        count(*) FILTER (terms_class = 'conditional') AS conditional,
        count(*) FILTER (terms_class = 'open') AS open,
        count(*) FILTER (terms_class IS NULL) AS terms_unknown
    FROM document
    WHERE domain IS NOT NULL
    GROUP BY domain
),
total AS (
    SELECT sum(words) AS words FROM document
)
SELECT
    counted.domain AS domain, -- Registered domain.
    counted.hosts AS hosts, -- Hosts of it that documents come from.
    counted.documents AS documents, -- Documents.
    counted.bytes::BIGINT AS bytes, -- Of their text.
    counted.words::BIGINT AS words, -- Of their text.
    coalesce(counted.words / nullif(total.words, 0), 0)::DOUBLE AS word_share, -- Of all words of the corpus, 0 to 1.
    known.platform AS platform, -- Such as reddit.
    known.publisher AS publisher, -- Who publishes the site.
    known.group_name AS group_name, -- Who owns the publisher.
    known.source_kind AS source_kind, -- news, forum, qa, wiki and others.
    counted.first_captured AS first_captured, -- Earliest date of a document.
    counted.last_captured AS last_captured, -- Latest date of a document.
    counted.undated AS undated, -- Documents without a date.
    CASE WHEN counted.disallowed THEN 'disallowed' WHEN counted.allowed THEN 'allowed' ELSE 'unknown' END AS signal_at_capture, -- Most restrictive of its documents.
    coalesce(counted.reserved_words, 0)::BIGINT AS reserved_words, -- Words of the documents that were disallowed at capture.
    CASE WHEN counted.disallowed_latest THEN 'disallowed' WHEN counted.allowed_latest THEN 'allowed' ELSE 'unknown' END AS signal_latest, -- Most restrictive of its documents, by the latest signals.
    CASE
        WHEN counted.no_scraping_no_ai > 0 THEN 'no_scraping_no_ai'
        WHEN counted.no_ai > 0 THEN 'no_ai'
        WHEN counted.no_scraping > 0 THEN 'no_scraping'
        WHEN counted.conditional > 0 THEN 'conditional'
        WHEN counted.open > 0 THEN 'open'
    END AS terms_class, -- Strictest of its documents; null: unknown for all of them.
    struct_pack(
        no_scraping_no_ai := counted.no_scraping_no_ai,
        no_ai := counted.no_ai,
        no_scraping := counted.no_scraping,
        conditional := counted.conditional,
        open := counted.open,
        unknown := counted.terms_unknown
    ) AS terms_documents -- Documents by class of the terms in force on their date.
FROM counted
CROSS JOIN total
LEFT JOIN known ON known.domain = counted.domain
