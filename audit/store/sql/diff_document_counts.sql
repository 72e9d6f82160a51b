-- How many documents are new or gone; one that has another size is both.
-- No parameters.  Returns new, gone.
SELECT count(*) FILTER (change = 'new') AS new, count(*) FILTER (change = 'gone') AS gone
FROM diff_document
