-- Documents with a clue by style.
-- No parameters.  Returns one row.
SELECT count(DISTINCT document) AS documents
FROM found
WHERE kind = 'generated' AND basis = 'style'
