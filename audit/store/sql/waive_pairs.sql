-- What selectors of waivers compare: of each finding and measure with a verdict of their rules, columns and their values.
-- Of paths, those globs that fit; of a rule as a whole, the rule.
-- Parameters: $columns, names of columns of the view finding.  Makes the table coverable_pair of this connection.
CREATE OR REPLACE TEMPORARY TABLE coverable_pair AS
WITH wanted AS (
    SELECT DISTINCT coverable.rule, coverable.document, coverable.fingerprint
    FROM coverable
    WHERE coverable.rule IN (SELECT rule FROM given_selector)
),
seen AS (
    SELECT wanted.rule, finding.*
    FROM wanted
    JOIN judged_finding AS finding ON finding.document = wanted.document AND finding.fingerprint = wanted.fingerprint
),
columns_of AS (
    UNPIVOT (
        SELECT rule, document, fingerprint, COLUMNS(lambda name: list_contains($columns::VARCHAR[], name)) FROM seen
    )
    ON COLUMNS(* EXCLUDE (rule, document, fingerprint))
    INTO NAME name VALUE value
),
globs AS (
    SELECT paths.path, given.value
    FROM (SELECT DISTINCT path FROM seen) AS paths
    JOIN (SELECT DISTINCT value FROM given_selector WHERE name = 'path') AS given ON paths.path GLOB given.value
)
SELECT DISTINCT rule, document, fingerprint, name, value FROM columns_of
UNION
SELECT DISTINCT given.rule, wanted.document, wanted.fingerprint, given.name, given.value
FROM wanted
JOIN given_selector AS given ON given.rule = wanted.rule AND given.name = 'rule' AND given.value = wanted.rule
UNION
SELECT seen.rule, seen.document, seen.fingerprint, 'path', globs.value
FROM seen
JOIN globs ON globs.path = seen.path
UNION
SELECT
    wanted.rule,
    wanted.document,
    wanted.fingerprint,
    CASE measure.subject_type WHEN 'source' THEN 'source_id' WHEN 'host' THEN 'domain' ELSE measure.subject_type END,
    measure.subject
FROM wanted
JOIN judged_measure AS measure ON measure.document = wanted.document AND measure.fingerprint = wanted.fingerprint
