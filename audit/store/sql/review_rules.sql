-- What rules say of a group, the strictest first.
-- Parameters: $way and $value, the column and what it holds; $settled, states that need nobody.
-- Returns rule, title, outcome, severity, verdicts, undecided.
SELECT
    rule.rule,
    rule.title,
    rule.outcome,
    rule.severity,
    count(DISTINCT member.entry) AS verdicts,
    count(DISTINCT member.entry) FILTER (NOT list_contains($settled::VARCHAR[], state.state)) AS undecided
FROM review_member AS member
JOIN review_state AS state ON state.rule = member.rule AND state.entry = member.entry
JOIN rule ON rule.rule = member.rule
WHERE member.name = $way AND member.value = $value
GROUP BY rule.rule, rule.title, rule.outcome, rule.severity, rule.weight
ORDER BY rule.weight DESC, verdicts DESC, rule.rule
