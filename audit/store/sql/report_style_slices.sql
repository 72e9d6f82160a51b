-- Of texts with a style score, by source and month, how many pass what one in twenty texts of the same source by people passes. Texts from before
-- $before are by people; their month is null. Sites are put together into 500 clusters at most.
-- Parameters: $before, a date; $people, the fewest texts by people that a source must have.  Returns a row a source, month and cluster.
WITH scored AS (
    SELECT
        coalesce(source, domain, path) AS source,
        hash(coalesce(domain, document)) % 500 AS cluster,
        captured,
        style_score,
        CASE WHEN words >= 200 THEN 2 WHEN words >= 100 THEN 1 ELSE 0 END AS band
    FROM document
    WHERE style_score IS NOT NULL AND captured IS NOT NULL
),
usual AS (
    SELECT source, band, quantile_cont(style_score, 0.95) AS least
    FROM scored
    WHERE captured < $before
    GROUP BY ALL
    HAVING count(*) >= 20
),
known AS (
    SELECT source
    FROM scored
    JOIN usual USING (source, band)
    WHERE captured < $before
    GROUP BY source
    HAVING count(*) >= $people
)
SELECT
    source,
    CASE WHEN captured < $before THEN NULL ELSE date_trunc('month', captured)::DATE END AS month,
    cluster,
    count(*) AS texts,
    count(*) FILTER (style_score > least) AS passed
FROM scored
JOIN usual USING (source, band)
JOIN known USING (source)
GROUP BY ALL
ORDER BY ALL
