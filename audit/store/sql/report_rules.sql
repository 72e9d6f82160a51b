-- Rules in force and what they found, strictest first. A finding counts once, however many purposes and jurisdictions it is judged for.
-- No parameters.  Returns rule, open, waived, documents.
SELECT
    rule.rule,
    count(DISTINCT (verdict.document, verdict.fingerprint)) FILTER (verdict.rule IS NOT NULL AND verdict.waiver IS NULL) AS open,
    count(DISTINCT (verdict.document, verdict.fingerprint)) FILTER (verdict.waiver IS NOT NULL) AS waived,
    count(DISTINCT verdict.document) AS documents
FROM rule
LEFT JOIN verdict ON verdict.rule = rule.rule
GROUP BY rule.rule, rule.weight
ORDER BY rule.weight DESC, open DESC, rule.rule
