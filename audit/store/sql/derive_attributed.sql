-- Attribute each document to what the finding of the strongest tier names; of two of one tier the surer one, then the first. Clues attribute nothing.
-- The best place is one number, so that the grouping may go to disk where the corpus is large.
-- No parameters.  Fills attributed.
INSERT INTO attributed
WITH weighed AS (
    SELECT
        document,
        CASE coalesce(tier, 'text') WHEN 'url' THEN 0 WHEN 'page' THEN 1 WHEN 'source' THEN 2 WHEN 'text' THEN 3 ELSE 4 END AS place_of_tier,
        1000 - round(1000 * score)::BIGINT AS doubt,
        rowid AS place
    FROM found
    WHERE kind = 'scraped' AND level = 'finding' AND coalesce(platform, source_kind) IS NOT NULL
),
best AS (
    SELECT min((place_of_tier * 1001 + doubt) * 1000000000000 + place) % 1000000000000 AS place
    FROM weighed
    GROUP BY document
)
SELECT found.document, coalesce(found.tier, 'text'), found.platform, found.publisher, found.group_name, found.source_kind
FROM best
JOIN found ON found.rowid = best.place
ORDER BY found.rowid
