-- The rules for paths, by number.
-- No parameters.  Returns rule_set, rules, ties_open.
SELECT rule_set, rules, ties_open
FROM rule_set
ORDER BY rule_set
