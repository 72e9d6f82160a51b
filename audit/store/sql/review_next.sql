-- The rule of the verdict that has to be decided next: the strictest, and of these the one with most to decide.
-- Parameters: $settled, states that need nobody.  Returns rule, or nothing.
SELECT rule.rule
FROM review_state AS state
JOIN rule ON rule.rule = state.rule
WHERE NOT list_contains($settled::VARCHAR[], state.state)
GROUP BY rule.rule, rule.weight
ORDER BY rule.weight DESC, count(*) DESC, rule.rule
LIMIT 1
