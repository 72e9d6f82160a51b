-- Rules with open verdicts, strictest first. A finding counts once, however many purposes and jurisdictions it is judged for.
-- Parameters: $weight, that of the mildest outcome that counts.  Returns rule, title, outcome, open, documents.
SELECT
    rule.rule,
    rule.title,
    rule.outcome,
    count(DISTINCT (verdict.document, verdict.fingerprint)) AS open,
    count(DISTINCT verdict.document) AS documents
FROM verdict
JOIN rule ON rule.rule = verdict.rule
WHERE rule.weight >= $weight AND verdict.waiver IS NULL
GROUP BY rule.rule, rule.title, rule.outcome, rule.weight
ORDER BY rule.weight DESC, open DESC, rule.rule
