-- The rules that the later judgement was given.
-- No parameters.  Returns rule, content.
SELECT rule, content
FROM later.known_rule
ORDER BY rule
