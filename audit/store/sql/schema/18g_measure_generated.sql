-- How many documents say of themselves that a model wrote them, and of how many no field says so. One row a measure that counts any.
-- What only reads like a model's text is not counted.
-- No parameters.  Makes the view measure_generated.
CREATE VIEW measure_generated AS
WITH total AS (
    SELECT count(*)::DOUBLE AS documents FROM document
),
generated AS (
    SELECT document.document, document.bytes, document.declared_model
    FROM document
    WHERE document.document IN (
        SELECT found.document
        FROM found
        WHERE found.kind = 'generated' AND found.level = 'finding' AND coalesce(found.basis, '') <> 'style'
    )
),
counted AS (
    SELECT 'documents_generated' AS measure, document, bytes FROM generated
    UNION ALL
    SELECT 'documents_generated_undeclared', document, bytes FROM generated WHERE declared_model IS NULL
)
SELECT
    counted.measure AS measure, -- Name of the measure.
    'documents' AS dimension, -- What the value counts.
    'corpus' AS subject_type, -- What it is about.
    'corpus' AS subject, -- Which one.
    count(*)::DOUBLE AS value, -- Documents.
    count(*)::BIGINT AS documents, -- The same.
    sum(counted.bytes)::BIGINT AS bytes, -- Bytes of text of these documents.
    count(*) / max(total.documents) AS share -- Of all documents, 0 to 1.
FROM counted, total
GROUP BY counted.measure
