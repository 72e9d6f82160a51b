-- Mean probability of each class by the learned model of sites, over the documents that it spoke of.
-- No parameters.  Returns a row a class, in the model's order.
SELECT class, avg(score) / 255 AS mean
FROM (
    SELECT unnest(class_scores) AS score, generate_subscripts(class_scores, 1) AS class
    FROM document
    WHERE class_scores IS NOT NULL
)
GROUP BY class
ORDER BY class
