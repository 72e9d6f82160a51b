-- Measures that a rule names, worst first.
-- No parameters.  Returns the columns of report_model.findings.MEASURE_SCHEMA.
WITH judged AS (
    SELECT
        verdict.fingerprint,
        max(rule.weight) AS weight,
        max(list_position(['info', 'low', 'medium', 'high', 'critical'], rule.severity)) AS severity,
        list_transform(
            list_sort(list(DISTINCT {'weight': -rule.weight, 'rule': rule.rule})),
            lambda one: one.rule
        ) AS rules,
        coalesce(list_sort(list(DISTINCT verdict.waiver) FILTER (verdict.waiver IS NOT NULL)), []) AS waivers,
        min(CASE WHEN verdict.waiver IS NOT NULL THEN 3 WHEN verdict.baselined THEN 2 ELSE 1 END) AS state
    FROM verdict
    JOIN rule ON rule.rule = verdict.rule
    WHERE rule."view" = 'measure'
    GROUP BY verdict.fingerprint
)
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
FROM judged
JOIN measure ON measure.fingerprint = judged.fingerprint
ORDER BY judged.weight DESC, judged.severity DESC, judged.state, measure.document, measure.fingerprint
