-- How many documents have something of each work, platform and known dataset. One row for each that is found.
-- No parameters.  Makes the view measure_subjects.
CREATE VIEW measure_subjects AS
WITH total AS (
    SELECT count(*)::DOUBLE AS documents FROM document
),
named AS (
    SELECT 'documents_of_platform' AS measure, 'platform' AS subject_type, platform AS subject, document
    FROM found
    WHERE kind = 'scraped' AND level = 'finding' AND platform IS NOT NULL
    UNION ALL
    SELECT 'documents_with_work', 'work', work, document
    FROM found
    WHERE kind = 'copyright' AND level = 'finding' AND work IS NOT NULL AND coalesce(library_kind, 'works') = 'works'
    UNION ALL
    SELECT 'documents_of_dataset', 'dataset', dataset, document
    FROM found
    WHERE level = 'finding' AND dataset IS NOT NULL
)
SELECT
    named.measure AS measure, -- Name of the measure.
    'documents' AS dimension, -- What the value counts.
    named.subject_type AS subject_type, -- work, platform or dataset.
    named.subject AS subject, -- Id of the work, the platform, or the dataset's name.
    count(DISTINCT named.document)::DOUBLE AS value, -- Documents.
    count(DISTINCT named.document)::BIGINT AS documents, -- The same.
    NULL::BIGINT AS bytes, -- Not counted.
    count(DISTINCT named.document) / max(total.documents) AS share -- Of all documents, 0 to 1.
FROM named, total
GROUP BY named.measure, named.subject_type, named.subject
