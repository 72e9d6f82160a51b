-- How many documents there are of which something is not known, or is barred: measures of the corpus. One row a measure that counts any.
-- No parameters.  Makes the view measure_documents.
CREATE VIEW measure_documents AS
WITH total AS (
    SELECT count(*)::DOUBLE AS documents, coalesce(sum(bytes), 0)::BIGINT AS bytes FROM document
),
counted AS (
    SELECT 'documents_without_licence' AS measure, document, bytes
    FROM document
    WHERE declared_licence IS NULL AND NOT coalesce(document_licensed, false)
    UNION ALL
    SELECT 'documents_without_url', document, bytes FROM document WHERE url IS NULL
    UNION ALL
    SELECT 'documents_without_date', document, bytes FROM document WHERE captured IS NULL
    UNION ALL
    SELECT 'documents_without_evidence', document, bytes
    FROM document
    WHERE declared_licence IS NULL AND url IS NULL AND source IS NULL AND document NOT IN (SELECT document FROM found)
    UNION ALL
    SELECT 'documents_reserved_at_capture', document, bytes FROM document WHERE reserved_at_capture
    UNION ALL
    SELECT 'documents_reserved_since_capture', document, bytes
    FROM document
    WHERE signal_at_capture <> 'disallowed' AND signal_latest = 'disallowed'
    UNION ALL
    SELECT 'documents_page_reserves_site_allows', document, bytes
    FROM document
    WHERE signal_of_page = 'disallowed' AND signal_of_site = 'allowed'
    UNION ALL
    SELECT 'documents_terms_forbid_signals_allow', document, bytes
    FROM document
    WHERE terms_class IN ('no_scraping_no_ai', 'no_ai', 'no_scraping') AND signal_at_capture = 'allowed'
    UNION ALL
    SELECT 'documents_terms_forbid_ai', document, bytes FROM document WHERE terms_class IN ('no_scraping_no_ai', 'no_ai')
    UNION ALL
    SELECT 'documents_terms_forbid_scraping', document, bytes FROM document WHERE terms_class IN ('no_scraping_no_ai', 'no_scraping')
    UNION ALL
    SELECT 'documents_terms_unknown', document, bytes FROM document WHERE domain IS NOT NULL AND NOT coalesce(terms_known, false)
    UNION ALL
    SELECT 'documents_signals_unknown', document, bytes FROM document WHERE host IS NOT NULL AND signal_at_capture = 'unknown'
    UNION ALL
    SELECT 'documents_signals_undated', document, bytes
    FROM document
    WHERE captured IS NULL AND signal_at_capture = 'unknown' AND signal_latest <> 'unknown'
    UNION ALL
    SELECT 'documents_of_a_named_model', document, bytes FROM document WHERE declared_model IS NOT NULL
),
by_corpus AS (
    SELECT
        counted.measure,
        count(*)::DOUBLE AS value,
        count(*)::BIGINT AS documents,
        sum(counted.bytes)::BIGINT AS bytes,
        count(*) / max(total.documents) AS share
    FROM counted, total
    GROUP BY counted.measure
)
SELECT
    measure AS measure, -- Name of the measure.
    'documents' AS dimension, -- What the value counts.
    'corpus' AS subject_type, -- What it is about.
    'corpus' AS subject, -- Which one.
    value AS value, -- Documents.
    documents AS documents, -- The same.
    bytes AS bytes, -- Bytes of text of these documents.
    share AS share -- Of all documents, 0 to 1.
FROM by_corpus
