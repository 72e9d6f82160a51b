-- What rests on which sort of statement that a model wrote a text; what only looks so is left out.
-- No parameters.  Returns the fields of report_model.SaidRow.
SELECT
    coalesce(basis, 'text') AS basis,
    count(DISTINCT document) AS documents,
    count(*) FILTER (level = 'finding') AS findings,
    count(*) FILTER (level = 'clue') AS clues
FROM found
WHERE kind = 'generated' AND basis IS DISTINCT FROM 'style'
GROUP BY ALL
ORDER BY documents DESC, basis
