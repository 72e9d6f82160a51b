-- Files of the corpus that were read, or tried.
-- No parameters.  Returns path.
SELECT DISTINCT path
FROM piece
ORDER BY path
