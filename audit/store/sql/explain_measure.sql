-- Whether a predicate fits the view measure. The checked predicate takes the place of FALSE.
-- No parameters.  Returns a plan, of no matter.
EXPLAIN
SELECT 1
FROM measure, (SELECT '' AS purpose, '' AS jurisdiction)
WHERE (FALSE /* predicate */)
