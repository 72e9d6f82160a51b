-- The last row of document; -1: there is none.
-- No parameters.  Returns row.
SELECT coalesce(max(rowid), -1) AS row
FROM document
