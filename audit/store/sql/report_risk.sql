-- By source, documents with open verdicts on them, each under the strictest outcome; sources with most that are blocked come first.
-- A document is of the source that a manifest names or that is a known dataset, else of what its record names, else of its site.
-- Parameters: $most, how many sources have a row; the others share one.  Returns the fields of report_model.RiskRow.
WITH judged AS (
    SELECT verdict.document, max(rule.weight) AS weight
    FROM verdict
    JOIN rule ON rule.rule = verdict.rule
    WHERE verdict.waiver IS NULL AND rule."view" = 'finding'
    GROUP BY verdict.document
),
counted AS (
    SELECT
        coalesce(document.source_id, document.source, document.domain, '') AS source,
        CASE
            WHEN coalesce(document.source_id, document.source) IS NOT NULL THEN 'dataset'
            WHEN document.domain IS NOT NULL THEN 'site'
            ELSE 'none'
        END AS basis,
        count(*) AS documents,
        count(*) FILTER (judged.weight = 2) AS block,
        count(*) FILTER (judged.weight = 1) AS review,
        count(*) FILTER (judged.weight = 0) AS note
    FROM document
    LEFT JOIN judged ON judged.document = document.document
    GROUP BY ALL
),
placed AS (
    SELECT
        *,
        least(row_number() OVER (ORDER BY block DESC, review DESC, note DESC, documents DESC, source, basis), $most + 1) AS place
    FROM counted
)
SELECT
    CASE WHEN place > $most THEN '' ELSE any_value(source) END AS source,
    CASE WHEN place > $most THEN 'others' ELSE any_value(basis) END AS basis,
    count(*) AS sources,
    sum(documents)::BIGINT AS documents,
    sum(block)::BIGINT AS block,
    sum(review)::BIGINT AS review,
    sum(note)::BIGINT AS note
FROM placed
GROUP BY place
ORDER BY place
