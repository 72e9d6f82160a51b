-- What each source is bound by, in each dimension, and what its label says.
-- No parameters.  Returns source_id, the fields of report_model.BoundRow, and inherited with its reasons where the label says less.
SELECT
    effective.source_id,
    effective.dimension,
    effective.value,
    effective.because,
    coalesce(reason.name, effective.because) AS because_name,
    effective.because_role,
    effective.because_statement,
    effective.because_depth,
    declared.value AS declared,
    CASE WHEN effective.inherited > declared.value AND source.declared NOT IN ('NOASSERTION', 'NONE') THEN effective.inherited END AS inherited_value,
    effective.inherited_because,
    coalesce(origin.name, effective.inherited_because) AS inherited_name,
    effective.inherited_role,
    effective.inherited_statement
FROM effective
JOIN source ON source.source_id = effective.source_id
LEFT JOIN source AS reason ON reason.source_id = effective.because
LEFT JOIN source AS origin ON origin.source_id = effective.inherited_because
LEFT JOIN licence_term AS declared ON declared.spdx = source.declared AND declared.dimension = effective.dimension
ORDER BY
    effective.source_id,
    list_position(['commercial', 'derive', 'redistribute', 'share_alike', 'train_competing'], effective.dimension)
