-- Groups of verdicts with something open, by what they are about and by rule, the strictest and largest first.
-- Parameters: $names, columns to group by; $most, how many groups.
-- Returns rule, name, value, count (distinct entries) and digest (of these, sorted).
SELECT
    member.rule,
    member.name,
    member.value,
    count(DISTINCT member.entry) AS count,
    sha256(string_agg(DISTINCT member.entry, chr(10) ORDER BY member.entry)) AS digest
FROM review_member AS member
JOIN rule ON rule.rule = member.rule
JOIN (
    SELECT DISTINCT document, fingerprint, rule, waiver IS NULL AS open FROM verdict
) AS verdict
    ON verdict.document = member.document AND verdict.fingerprint = member.fingerprint AND verdict.rule = member.rule
WHERE list_contains($names::VARCHAR[], member.name) AND NOT (member.name = 'rule' AND rule.outcome = 'block')
GROUP BY member.rule, member.name, member.value, rule.weight
HAVING bool_or(verdict.open)
ORDER BY rule.weight DESC, count DESC, member.rule, member.name, member.value
LIMIT $most
