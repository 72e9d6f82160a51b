-- Verdicts that are new, gone, unchanged or stand otherwise, by rule and cause.
-- No parameters.  Returns rule, change, cause, detail, verdicts, open.
SELECT rule, change, cause, detail, count(*) AS verdicts, count(*) FILTER (open) AS open
FROM diff_verdict
GROUP BY rule, change, cause, detail
ORDER BY change = 'unchanged', count(*) DESC, rule, change, cause, detail
