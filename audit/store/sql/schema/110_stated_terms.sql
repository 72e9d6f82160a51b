-- What each source states itself: its licence that counts, by dimension, and the terms of the models that wrote it. One row a source, dimension and statement.
-- No parameters.  Makes the view stated_terms.
CREATE VIEW stated_terms AS
WITH counts AS (
    SELECT source_id, 'concluded' AS role, concluded AS spdx FROM source WHERE concluded IS NOT NULL
    UNION ALL
    SELECT source_id, 'declared', declared FROM source WHERE concluded IS NULL AND declared IS NOT NULL
    UNION ALL
    SELECT source_id, 'curated', curated FROM source WHERE concluded IS NULL AND curated IS NOT NULL
    UNION ALL
    SELECT source_id, 'none', 'NOASSERTION' FROM source WHERE coalesce(concluded, declared, curated) IS NULL
),
licensed AS (
    SELECT
        counts.source_id,
        counts.role,
        counts.spdx,
        unnest(['commercial', 'derive', 'redistribute', 'share_alike', 'train_competing']) AS dimension,
        unnest([
            coalesce(terms.commercial, 2),
            coalesce(terms.derive, 2),
            coalesce(terms.redistribute, 2),
            coalesce(terms.share_alike, 2),
            coalesce(terms.train_competing, 2)
        ]) AS value
    FROM counts
    LEFT JOIN licence_terms AS terms ON terms.spdx = counts.spdx
),
generated AS (
    SELECT source_id, concat_ws(' ', provider, model) AS model, train_competing, terms_class
    FROM generator_terms
)
SELECT
    source_id AS source_id, -- Source.
    role AS role, -- concluded, declared, curated, none (no licence is stated) or generator.
    spdx AS statement, -- SPDX expression; of a generator: its provider and name.
    dimension AS dimension, -- commercial, derive, redistribute, share_alike or train_competing.
    value AS value, -- 0 granted, 1 on a condition, 2 unclear, 3 refused.
    role <> 'none' AND value <> 2 AS stated -- Something definite is said; else it is unclear.
FROM licensed
UNION ALL
SELECT source_id, 'generator', coalesce(nullif(model, ''), 'a model that is not named'), 'train_competing', train_competing, train_competing <> 2
FROM generated
UNION ALL
SELECT source_id, 'generator', model, 'commercial', 3, true
FROM generated
WHERE terms_class = 'non_commercial'
