-- What the files about a site say from each day on which any of them was seen, and as of the latest of them (9999-12-31). Each kind of file
-- counts as last seen by that day, so that one that allows hides no other, and an agent that a later one does not name is not held
-- back by an earlier one. What has no date counts for the latest only.
-- No parameters.  Makes the table standing anew.
CREATE OR REPLACE TEMP TABLE standing AS
WITH day AS (
    SELECT DISTINCT host, file, seen FROM site_statement
),
change AS (
    SELECT DISTINCT host, seen AS since FROM day WHERE seen IS NOT NULL
    UNION ALL
    SELECT DISTINCT host, DATE '9999-12-31' FROM day
),
question AS (
    SELECT change.host, change.since, kind.file
    FROM change
    JOIN (SELECT DISTINCT host, file FROM day) AS kind ON kind.host = change.host
),
in_force AS (
    SELECT question.host, question.since, question.file, day.seen
    FROM question
    ASOF JOIN (SELECT host, file, seen FROM day WHERE seen IS NOT NULL) AS day
        ON day.host = question.host AND day.file = question.file AND day.seen <= question.since
    UNION ALL
    SELECT host, DATE '9999-12-31', file, NULL FROM day WHERE seen IS NULL
)
SELECT
    in_force.host,
    in_force.since,
    bool_or(statement.closed AND NOT statement.by_path) AS closed,
    bool_or(statement.open AND NOT statement.by_path) AS open,
    coalesce(list(DISTINCT rule_set.rule_set) FILTER (statement.by_path), []) AS by_path
FROM in_force
JOIN site_statement AS statement
    ON statement.host = in_force.host
    AND statement.file = in_force.file
    AND statement.seen IS NOT DISTINCT FROM in_force.seen
LEFT JOIN rule_set ON rule_set.rules = statement.rules AND rule_set.ties_open = statement.ties_open AND statement.by_path
GROUP BY in_force.host, in_force.since
