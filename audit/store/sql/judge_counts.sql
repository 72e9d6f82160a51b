-- Verdicts by rule in force, rules without one included.
-- No parameters.  Returns rule, verdicts.
SELECT rule.rule, count(verdict.rule) AS verdicts
FROM rule
LEFT JOIN verdict ON verdict.rule = rule.rule
GROUP BY rule.rule
ORDER BY rule.rule
