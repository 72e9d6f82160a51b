-- Whether a predicate fits the view finding. The checked predicate takes the place of FALSE.
-- No parameters.  Returns one row, whose column_type is that of the predicate.
DESCRIBE
SELECT (FALSE /* predicate */) AS fires
FROM finding, (SELECT '' AS purpose, '' AS jurisdiction)
