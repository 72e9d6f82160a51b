-- The rules that the earlier judgement was given.
-- No parameters.  Returns rule, content.
SELECT rule, content
FROM earlier.known_rule
ORDER BY rule
