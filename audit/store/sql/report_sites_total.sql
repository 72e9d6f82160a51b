-- How many registered domains there are.
-- No parameters.  Returns sites.
SELECT count(DISTINCT domain) AS sites
FROM document
