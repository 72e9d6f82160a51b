-- What a source is bound by: of its own statements and those of all that it descends from the strictest, by dimension, and because of whom.
-- Terms are handed down from parent to child, the strictest only, for at most 32 steps, so that circles end and the cost is that of the
-- edges. No parameters.  Makes the view effective.
CREATE VIEW effective AS
WITH RECURSIVE edge AS (
    SELECT child, parent, bool_or(relation <> 'generated_by') AS everything
    FROM lineage
    WHERE relation <> 'facts_only'
    GROUP BY child, parent
),
said AS (
    SELECT
        source_id,
        dimension,
        role,
        stated,
        struct_pack(
            mildness := -value, unstated := NOT stated, depth := 0, ancestor := source_id, role := role, statement := statement
        ) AS best
    FROM stated_terms
),
handed(source_id, dimension, pool, best) USING KEY (source_id, dimension, pool) AS (
    SELECT source_id, dimension, pool, min(best)
    FROM (
        SELECT source_id, dimension, 'all' AS pool, best FROM said
        UNION ALL
        SELECT source_id, dimension, 'stated', best FROM said WHERE stated
    ) AS own
    GROUP BY source_id, dimension, pool
    UNION
    SELECT offered.source_id, offered.dimension, offered.pool, offered.best
    FROM (
        SELECT
            edge.child AS source_id,
            handed.dimension,
            handed.pool,
            min(one_step_on(handed.best)) AS best
        FROM handed
        JOIN edge ON edge.parent = handed.source_id AND (edge.everything OR handed.dimension = 'train_competing')
        WHERE handed.best.depth < 32
        GROUP BY edge.child, handed.dimension, handed.pool
    ) AS offered
    LEFT JOIN recurring.handed AS kept
        ON kept.source_id = offered.source_id AND kept.dimension = offered.dimension AND kept.pool = offered.pool
    WHERE kept.best IS NULL OR offered.best < kept.best
),
from_others AS (
    SELECT source_id, dimension, min(best) AS best
    FROM (
        SELECT source_id, dimension, best FROM said WHERE role = 'generator' AND stated
        UNION ALL
        SELECT
            edge.child,
            handed.dimension,
            one_step_on(handed.best)
        FROM handed
        JOIN edge ON edge.parent = handed.source_id AND (edge.everything OR handed.dimension = 'train_competing')
        WHERE handed.pool = 'stated' AND handed.best.ancestor <> edge.child
    ) AS offered
    GROUP BY source_id, dimension
)
SELECT
    handed.source_id AS source_id, -- Source.
    handed.dimension AS dimension, -- commercial, derive, redistribute, share_alike or train_competing.
    -handed.best.mildness AS value, -- 0 granted, 1 on a condition, 2 unclear, 3 refused.
    handed.best.ancestor AS because, -- The source whose statement is the strictest; of several the nearest.
    handed.best.role AS because_role, -- concluded, declared, curated, none or generator.
    handed.best.statement AS because_statement, -- Its licence, or the model that wrote it.
    handed.best.depth AS because_depth, -- Steps up to it; 0: the source itself.
    -from_others.best.mildness AS inherited, -- The strictest that an ancestor or a generator states, what is unclear left out; null: none.
    from_others.best.ancestor AS inherited_because, -- The source that states that.
    from_others.best.role AS inherited_role, -- concluded, declared, curated or generator.
    from_others.best.statement AS inherited_statement -- Its licence, or the model.
FROM handed
LEFT JOIN from_others ON from_others.source_id = handed.source_id AND from_others.dimension = handed.dimension
WHERE handed.pool = 'all'
