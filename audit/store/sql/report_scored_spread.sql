-- Covariance of the probabilities of each two classes, over documents evenly spread through those that the learned model of sites spoke of.
-- Parameters: $classes, how many there are; $most, of how many documents about.  Returns a row a pair, in the model's order.
WITH chosen AS (
    SELECT class_scores
    FROM (SELECT class_scores, row_number() OVER () AS place, count(*) OVER () AS of_all FROM document WHERE class_scores IS NOT NULL)
    WHERE place % (1 + of_all // $most) = 0
)
SELECT one.class AS one, other.class AS other, covar_samp(class_scores[one.class] / 255, class_scores[other.class] / 255) AS covariance
FROM chosen, range(1, $classes + 1) AS one (class), range(1, $classes + 1) AS other (class)
GROUP BY ALL
ORDER BY one, other
