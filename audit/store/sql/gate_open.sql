-- Rules with open verdicts, strictest first. A finding counts once, however many purposes and jurisdictions it is judged for;
-- a measure counts once, with the documents that it rests on.
-- Parameters: $weight, that of the mildest outcome that counts; $new, whether only verdicts count that the baseline does not have.
-- Returns rule, title, outcome, open, documents.
SELECT
    rule.rule,
    rule.title,
    rule.outcome,
    count(DISTINCT (verdict.document, verdict.fingerprint)) AS open,
    CASE rule."view" WHEN 'measure' THEN coalesce(max(measure.documents), 0) ELSE count(DISTINCT verdict.document) END AS documents
FROM verdict
JOIN rule ON rule.rule = verdict.rule
LEFT JOIN measure ON rule."view" = 'measure' AND measure.fingerprint = verdict.fingerprint
WHERE rule.weight >= $weight AND verdict.waiver IS NULL AND NOT ($new AND verdict.baselined)
GROUP BY rule.rule, rule.title, rule.outcome, rule."view", rule.weight
ORDER BY rule.weight DESC, open DESC, rule.rule
