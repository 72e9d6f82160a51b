-- Rules in force and what they found, strictest first. A finding counts once, however many purposes and jurisdictions it is judged for;
-- a measure counts once, with the documents that it rests on.
-- No parameters.  Returns rule, open, waived, documents, baselined (of the open ones).
SELECT
    rule.rule,
    count(DISTINCT (verdict.document, verdict.fingerprint)) FILTER (verdict.rule IS NOT NULL AND verdict.waiver IS NULL) AS open,
    count(DISTINCT (verdict.document, verdict.fingerprint)) FILTER (verdict.waiver IS NOT NULL) AS waived,
    CASE rule."view" WHEN 'measure' THEN coalesce(max(measure.documents), 0) ELSE count(DISTINCT verdict.document) END AS documents,
    count(DISTINCT (verdict.document, verdict.fingerprint)) FILTER (verdict.rule IS NOT NULL AND verdict.waiver IS NULL)
    - count(DISTINCT (verdict.document, verdict.fingerprint)) FILTER (verdict.waiver IS NULL AND NOT verdict.baselined) AS baselined
FROM rule
LEFT JOIN verdict ON verdict.rule = rule.rule
LEFT JOIN measure ON rule."view" = 'measure' AND measure.fingerprint = verdict.fingerprint
GROUP BY rule.rule, rule."view", rule.weight
ORDER BY rule.weight DESC, open DESC, rule.rule
