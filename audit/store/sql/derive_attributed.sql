-- Attribute each document to what the finding of the strongest tier names; of two of one tier the surer one, then the first. Clues attribute nothing.
-- No parameters.  Fills attributed.
INSERT INTO attributed
WITH best AS (
    SELECT
        document,
        arg_min(
            struct_pack(
                tier := coalesce(tier, 'text'),
                platform := platform,
                publisher := publisher,
                group_name := group_name,
                source_kind := source_kind
            ),
            (
                CASE coalesce(tier, 'text') WHEN 'url' THEN 0 WHEN 'page' THEN 1 WHEN 'source' THEN 2 WHEN 'text' THEN 3 ELSE 4 END,
                -score,
                fingerprint
            )
        ) AS said
    FROM found
    WHERE kind = 'scraped' AND level = 'finding' AND coalesce(platform, source_kind) IS NOT NULL
    GROUP BY document
)
SELECT document, said.tier, said.platform, said.publisher, said.group_name, said.source_kind
FROM best
ORDER BY document
