-- Text that says that a model wrote it, by family of models; what only looks so names none.
-- No parameters.  Returns the fields of report_model.FamilyRow.
SELECT
    coalesce(family, 'not named') AS family,
    min(provider) AS provider,
    count(*) FILTER (level = 'finding') AS findings,
    count(*) FILTER (level = 'clue') AS clues,
    count(DISTINCT document) AS documents,
    coalesce(count(DISTINCT document) / nullif((SELECT count(*) FROM document), 0), 0)::DOUBLE AS document_share
FROM found
WHERE kind = 'generated' AND basis IS DISTINCT FROM 'style'
GROUP BY ALL
ORDER BY documents DESC, family
