-- What became of the fingerprints that waivers list: those that the corpus has no more, and measures that are above their value.
-- No parameters.  Returns waiver, gone, higher.
WITH there AS (
    SELECT lasting AS fingerprint, max(value) AS value FROM judged_lasting GROUP BY lasting
    UNION
    SELECT fingerprint, max(value) FROM judged_lasting GROUP BY fingerprint
)
SELECT
    given.waiver,
    count(DISTINCT given.fingerprint) FILTER (there.fingerprint IS NULL) AS gone,
    count(DISTINCT given.fingerprint) FILTER (there.value > coalesce(given.value, '-infinity'::DOUBLE)) AS higher
FROM given_listed AS given
LEFT JOIN there ON there.fingerprint = given.fingerprint
GROUP BY given.waiver
