-- The rules for paths that documents are compared with.
-- No parameters.  Returns rules.
SELECT DISTINCT rules
FROM site_statement
WHERE by_path
