-- What a source is bound by: of its own statements and those of all that it descends from the strictest, by dimension, and because of whom.
-- No parameters.  Makes the view effective.
CREATE VIEW effective AS
WITH reaching AS (
    SELECT source_id, source_id AS ancestor, 0 AS depth, true AS everything FROM source
    UNION ALL
    SELECT source_id, ancestor, depth, everything FROM ancestry WHERE source_id <> ancestor
),
reached AS (
    SELECT
        reaching.source_id,
        stated.dimension,
        stated.value,
        stated.stated,
        reaching.ancestor,
        reaching.depth,
        stated.role,
        stated.statement
    FROM reaching
    JOIN stated_terms AS stated ON stated.source_id = reaching.ancestor
    WHERE reaching.everything OR stated.dimension = 'train_competing'
),
strictest AS (
    SELECT
        source_id,
        dimension,
        max(value) AS value,
        max(value) FILTER (stated AND (depth > 0 OR role = 'generator')) AS inherited,
        arg_min(
            struct_pack(ancestor := ancestor, role := role, statement := statement, depth := depth),
            (-value, NOT stated, depth, ancestor, role, statement)
        ) AS because,
        arg_min(
            struct_pack(ancestor := ancestor, role := role, statement := statement, depth := depth),
            (-value, depth, ancestor, role, statement)
        ) FILTER (stated AND (depth > 0 OR role = 'generator')) AS inherited_because
    FROM reached
    GROUP BY source_id, dimension
)
SELECT
    source_id AS source_id, -- Source.
    dimension AS dimension, -- commercial, derive, redistribute, share_alike or train_competing.
    value AS value, -- 0 granted, 1 on a condition, 2 unclear, 3 refused.
    because.ancestor AS because, -- The source whose statement is the strictest; of several the nearest.
    because.role AS because_role, -- concluded, declared, curated, none or generator.
    because.statement AS because_statement, -- Its licence, or the model that wrote it.
    because.depth AS because_depth, -- Steps up to it; 0: the source itself.
    inherited AS inherited, -- The strictest that an ancestor or a generator states, what is unclear left out; null: none.
    inherited_because.ancestor AS inherited_because, -- The source that states that.
    inherited_because.role AS inherited_role, -- concluded, declared, curated or generator.
    inherited_because.statement AS inherited_statement -- Its licence, or the model.
FROM strictest
