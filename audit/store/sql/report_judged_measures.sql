-- Measures that a rule names, worst first.
-- No parameters.  Returns the columns of report_model.findings.MEASURE_SCHEMA.
SELECT
    measure.document,
    measure.fingerprint,
    measure.measure,
    measure.subject_type,
    measure.subject,
    measure.value::DOUBLE AS value,
    measure.documents::BIGINT AS documents,
    judged.rules,
    CASE judged.weight WHEN 2 THEN 'block' WHEN 1 THEN 'review' ELSE 'note' END AS outcome,
    ['info', 'low', 'medium', 'high', 'critical'][judged.severity] AS severity,
    ['open', 'baselined', 'waived'][judged.state] AS state,
    judged.waivers
FROM judged_subject AS judged
JOIN measure ON measure.fingerprint = judged.fingerprint
WHERE judged."view" = 'measure'
ORDER BY judged.weight DESC, judged.severity DESC, judged.state, measure.document, measure.fingerprint
