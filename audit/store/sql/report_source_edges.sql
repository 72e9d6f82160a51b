-- What each source was made from. Parents that are stated twice are told once for each relation.
-- No parameters.  Returns child and the fields of report_model.ParentRow.
SELECT
    lineage.child,
    lineage.parent AS id,
    any_value(source.name) AS name,
    lineage.relation,
    string_agg(DISTINCT lineage.basis, ', ' ORDER BY lineage.basis) AS basis,
    min(lineage.note) AS note,
    any_value(coalesce(source.concluded, source.declared, source.curated)) AS licence,
    any_value(source.origin <> 'not described') AS described
FROM lineage
JOIN source ON source.source_id = lineage.parent
GROUP BY lineage.child, lineage.parent, lineage.relation
ORDER BY lineage.child, lineage.parent, lineage.relation
