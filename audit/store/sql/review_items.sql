-- Findings and measures of a group, with what rules say of each and what stands on it; the strictest first.
-- Parameters: $way and $value, the column and what it holds; $settled, states that need nobody; $open, whether only those are
-- wanted that something has to be decided on; $first and $most, a page.
-- Returns document, fingerprint, rules (a list of {rule, title, entry, state}), measure, subject, measured (null: it is a finding),
-- total (on all pages).
WITH said AS (
    SELECT DISTINCT member.document, member.fingerprint, member.entry, member.rule, rule.title, rule.weight, state.state
    FROM review_member AS member
    JOIN review_state AS state ON state.rule = member.rule AND state.entry = member.entry
    JOIN rule ON rule.rule = member.rule
    WHERE member.name = $way AND member.value = $value
),
item AS (
    SELECT
        document,
        fingerprint,
        list({'rule': rule, 'title': title, 'entry': entry, 'state': state} ORDER BY weight DESC, rule) AS rules,
        max(weight) AS weight
    FROM said
    GROUP BY document, fingerprint
    HAVING NOT $open OR bool_or(NOT list_contains($settled::VARCHAR[], state))
)
SELECT
    item.document,
    item.fingerprint,
    item.rules,
    measure.measure,
    measure.subject,
    measure.value AS measured,
    count(*) OVER () AS total
FROM item
LEFT JOIN judged_measure AS measure ON measure.document = item.document AND measure.fingerprint = item.fingerprint
LEFT JOIN (
    SELECT document, fingerprint, max(matched_words) AS words, max(score) AS score FROM judged_finding GROUP BY document, fingerprint
) AS found ON found.document = item.document AND found.fingerprint = item.fingerprint
ORDER BY item.weight DESC, found.words DESC NULLS LAST, found.score DESC NULLS LAST, item.document, item.fingerprint
LIMIT $most OFFSET $first
