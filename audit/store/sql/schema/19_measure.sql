-- What a rule's predicate sees of the corpus as a whole, together with `purpose` and `jurisdiction`. One row a measure and subject.
-- No parameters.  Makes the view measure.
CREATE VIEW measure AS
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
),
contradicting AS (
    SELECT without_www(host) AS host
    FROM site_signal
    WHERE about = 'site' AND value IN ('reserved', 'partial', 'allowed')
    GROUP BY 1, file, signal, agent, site_path, seen
    HAVING count(DISTINCT (value, path_rules)) > 1
),
measured AS (
    SELECT measure, 'documents' AS dimension, 'corpus' AS subject_type, 'corpus' AS subject, value, documents, bytes, share
    FROM by_corpus
    UNION ALL
    SELECT 'share_alike_licences', 'licences', 'corpus', 'corpus', count(DISTINCT f.spdx), count(DISTINCT f.document), NULL, NULL
    FROM found AS f
    JOIN licence_terms AS t ON t.spdx = f.spdx
    WHERE f.kind = 'licence' AND f.level = 'finding' AND t.share_alike = 1 AND f.scope IN ('page', 'file', 'dataset')
    HAVING count(*) > 0
    UNION ALL
    SELECT 'hosts_with_contradicting_signals', 'hosts', 'corpus', 'corpus', count(DISTINCT host), NULL, NULL, NULL
    FROM contradicting
    HAVING count(*) > 0
    UNION ALL
    SELECT 'documents_of_platform', 'documents', 'platform', f.platform, count(DISTINCT f.document), count(DISTINCT f.document), NULL,
        count(DISTINCT f.document) / max(total.documents)
    FROM found AS f, total
    WHERE f.kind = 'scraped' AND f.level = 'finding' AND f.platform IS NOT NULL
    GROUP BY f.platform
    UNION ALL
    SELECT 'documents_with_work', 'documents', 'work', f.work, count(DISTINCT f.document), count(DISTINCT f.document), NULL,
        count(DISTINCT f.document) / max(total.documents)
    FROM found AS f, total
    WHERE f.kind = 'copyright' AND f.level = 'finding' AND f.work IS NOT NULL AND coalesce(f.library_kind, 'works') = 'works'
    GROUP BY f.work
    UNION ALL
    SELECT 'documents_of_dataset', 'documents', 'dataset', f.dataset, count(DISTINCT f.document), count(DISTINCT f.document), NULL,
        count(DISTINCT f.document) / max(total.documents)
    FROM found AS f, total
    WHERE f.level = 'finding' AND f.dataset IS NOT NULL
    GROUP BY f.dataset
)
SELECT
    CASE subject_type WHEN 'corpus' THEN 'corpus' ELSE subject_type || ':' || subject END AS document, -- How verdicts call what it is about.
    md5(concat_ws(chr(31), measure, dimension, subject_type, subject)) AS fingerprint, -- Stable over runs: of measure and subject, not of the value.
    measure AS measure, -- Name of the measure.
    dimension AS dimension, -- What the value counts: documents, licences or hosts.
    subject_type AS subject_type, -- What it is about: corpus, work, platform or dataset.
    subject AS subject, -- The corpus, the id of the work, the platform, or the dataset's name.
    value AS value, -- The measure's value.
    documents AS documents, -- Documents that it rests on.
    bytes AS bytes, -- Bytes of text of these documents, where counted.
    share AS share -- Of all documents, 0 to 1.
FROM measured
