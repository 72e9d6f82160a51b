-- How the source of documents is known: by the tier that attributed them, by an address that no list names, or not at all.
-- No parameters.  Returns the fields of report_model.TierRow.
WITH told AS (
    SELECT coalesce(attributed.tier, CASE WHEN document.domain IS NULL THEN 'none' ELSE 'unlisted' END) AS tier, document.words
    FROM document
    LEFT JOIN attributed ON attributed.document = document.document
)
SELECT
    tier,
    count(*) AS documents,
    sum(words)::BIGINT AS words,
    coalesce(sum(words) / nullif((SELECT sum(words) FROM document), 0), 0)::DOUBLE AS word_share
FROM told
GROUP BY tier
ORDER BY list_position(['url', 'page', 'source', 'text', 'model', 'unlisted', 'none'], tier)
