-- Open verdicts by outcome, each counted once a rule and finding.
-- No parameters.  Returns outcome, open.
SELECT outcome, count(DISTINCT (rule, document, fingerprint)) AS open
FROM verdict
WHERE waiver IS NULL
GROUP BY outcome
ORDER BY outcome
