-- How many sources there are, and documents that are of none.
-- No parameters.  Returns sources_total, ancestors, documents_without_source, words_without_source and word_share_without_source.
WITH shown AS (
    SELECT source_id FROM source WHERE listed
    UNION
    SELECT source_id FROM document WHERE source_id IS NOT NULL
)
SELECT
    (SELECT count(*) FROM shown) AS sources_total,
    (SELECT count(*) FROM source WHERE source_id NOT IN (SELECT source_id FROM shown)) AS ancestors,
    count(*) FILTER (source_id IS NULL) AS documents_without_source,
    coalesce(sum(words) FILTER (source_id IS NULL), 0)::BIGINT AS words_without_source,
    coalesce(sum(words) FILTER (source_id IS NULL) / nullif(sum(words), 0), 0)::DOUBLE AS word_share_without_source
FROM document
