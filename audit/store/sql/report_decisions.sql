-- How many verdicts are let pass or known, in findings and measures by rule, and what became of the baseline.
-- Parameters: $weight, that of the mildest outcome that counts.  Returns waived, baselined, new, entries, stale.
WITH counted AS (
    SELECT
        bool_or(verdict.waiver IS NOT NULL) AS waived,
        bool_or(verdict.waiver IS NULL) AS open,
        bool_or(verdict.waiver IS NULL AND NOT verdict.baselined) AS new
    FROM verdict
    JOIN rule ON rule.rule = verdict.rule
    WHERE rule.weight >= $weight
    GROUP BY verdict.rule, verdict.document, verdict.fingerprint
)
SELECT
    count(*) FILTER (waived) AS waived,
    count(*) FILTER (open AND NOT new) AS baselined,
    count(*) FILTER (new) AS new,
    (SELECT count(*) FROM baseline) AS entries,
    (SELECT count(*) FROM baseline WHERE stale) AS stale
FROM counted
