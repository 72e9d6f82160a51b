-- How many documents of each source, and of each month, say that a model wrote them: findings, not clues.
-- Parameters: $most, how many of each.  Returns the fields of report_model.SaidSliceRow.
WITH told AS (
    SELECT DISTINCT document
    FROM found
    WHERE kind = 'generated' AND level = 'finding' AND basis IS DISTINCT FROM 'style'
),
sliced AS (
    SELECT
        coalesce(document.source, document.domain, document.path) AS source,
        date_trunc('month', document.captured)::DATE AS month,
        told.document IS NOT NULL AS is_said
    FROM document
    LEFT JOIN told ON told.document = document.document
),
counted AS (
    SELECT source, NULL::DATE AS month, count(*) AS documents, count(*) FILTER (is_said) AS said
    FROM sliced
    GROUP BY source
    UNION ALL
    SELECT NULL, month, count(*), count(*) FILTER (is_said)
    FROM sliced
    WHERE month IS NOT NULL
    GROUP BY month
)
SELECT source, month, documents, said, (said / documents)::DOUBLE AS share
FROM counted
WHERE said > 0
QUALIFY row_number() OVER (PARTITION BY source IS NULL ORDER BY said DESC, source, month) <= $most
ORDER BY source IS NULL, month, said DESC, source
