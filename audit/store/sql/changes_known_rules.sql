-- The rules that the last judgement was given.
-- No parameters.  Returns rule, content.
SELECT rule, content
FROM known_rule
ORDER BY rule
