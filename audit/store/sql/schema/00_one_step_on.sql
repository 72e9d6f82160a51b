-- What is handed down in lineage, a step further from the source that states it.
-- Makes the function one_step_on(best).
CREATE MACRO one_step_on(best) AS
struct_pack(
    mildness := best.mildness,
    unstated := best.unstated,
    depth := best.depth + 1,
    ancestor := best.ancestor,
    role := best.role,
    statement := best.statement
)
