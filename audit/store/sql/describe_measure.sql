-- Whether a predicate fits the view measure. The checked predicate takes the place of FALSE.
-- No parameters.  Returns one row, whose column_type is that of the predicate.
DESCRIBE
SELECT (FALSE /* predicate */) AS fires
FROM measure, (SELECT '' AS purpose, '' AS jurisdiction)
