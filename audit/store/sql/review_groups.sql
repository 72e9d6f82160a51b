-- Verdicts by what they are about, those with something to decide first, the strictest and largest of them first.
-- Parameters: $way, the column; $search, what the value contains; $settled, states that need nobody; $first and $most, a page.
-- Returns value, rules, verdicts, undecided, weight (of the strictest outcome), total (groups on all pages).
SELECT
    member.value,
    count(DISTINCT member.rule) AS rules,
    count(DISTINCT (member.rule, member.entry)) AS verdicts,
    count(DISTINCT (member.rule, member.entry)) FILTER (NOT list_contains($settled::VARCHAR[], state.state)) AS undecided,
    max(rule.weight) AS weight,
    count(*) OVER () AS total
FROM review_member AS member
JOIN review_state AS state ON state.rule = member.rule AND state.entry = member.entry
JOIN rule ON rule.rule = member.rule
WHERE member.name = $way AND contains(lower(member.value), lower($search))
GROUP BY member.value
ORDER BY undecided > 0 DESC, weight DESC, undecided DESC, verdicts DESC, member.value
LIMIT $most OFFSET $first
