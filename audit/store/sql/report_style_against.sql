-- Of texts with a style score, by source and month, how many pass scores that were given, one for each band of lengths.
-- Parameters: $short, $middle, $long: the scores.  Returns a row a source, month and cluster; the month is null where a text has no date.
SELECT
    coalesce(source, domain, path) AS source,
    date_trunc('month', captured)::DATE AS month,
    hash(coalesce(domain, document)) % 500 AS cluster,
    count(*) AS texts,
    count(*) FILTER (style_score > CASE WHEN words >= 200 THEN $long WHEN words >= 100 THEN $middle ELSE $short END) AS passed
FROM document
WHERE style_score IS NOT NULL
GROUP BY ALL
ORDER BY ALL
