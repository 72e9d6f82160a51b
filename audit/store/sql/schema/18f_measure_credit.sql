-- What is not known where a licence asks for credit, by source; records of no source count with the corpus. One row a field and subject.
-- No parameters.  Makes the view measure_credit.
CREATE VIEW measure_credit AS
WITH total AS (
    SELECT count(*)::DOUBLE AS documents FROM document
),
asked AS (
    SELECT DISTINCT licence FROM licence_obligation WHERE obligation = 'attribution'
),
owed AS (
    SELECT
        credit.document,
        bool_and(credit.author) AS author,
        bool_and(credit.title) AS title,
        bool_and(credit.address) AS address,
        bool_and(credit.licence_link) AS licence_link
    FROM credit
    JOIN asked ON asked.licence = credit.licence
    GROUP BY credit.document
),
counted AS (
    SELECT
        document.source_id,
        count(*) FILTER (NOT owed.author) AS author,
        count(*) FILTER (NOT owed.title) AS title,
        count(*) FILTER (NOT owed.address) AS address,
        count(*) FILTER (NOT owed.licence_link) AS licence_link
    FROM owed
    JOIN document ON document.document = owed.document
    GROUP BY document.source_id
)
SELECT
    'attribution_fields_missing' AS measure, -- Name of the measure.
    missing.field AS dimension, -- author, title, address or licence_link.
    CASE WHEN missing.source_id IS NULL THEN 'corpus' ELSE 'source' END AS subject_type, -- source, or corpus for records of none.
    coalesce(missing.source_id, 'corpus') AS subject, -- Id of the source, or corpus.
    missing.documents::DOUBLE AS value, -- Documents whose licence asks for credit and of which this is not known.
    missing.documents::BIGINT AS documents, -- The same.
    NULL::BIGINT AS bytes, -- Not counted.
    missing.documents / nullif(total.documents, 0) AS share -- Of all documents, 0 to 1.
FROM (UNPIVOT counted ON author, title, address, licence_link INTO NAME field VALUE documents) AS missing, total
WHERE missing.documents > 0
