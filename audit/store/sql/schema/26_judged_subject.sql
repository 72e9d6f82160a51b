-- What rules say together of each finding and measure. One row a document or subject, fingerprint and view.
-- No parameters.  Makes the view judged_subject.
CREATE VIEW judged_subject AS
SELECT
    verdict.document AS document, -- The finding's document, or what the measure is about.
    verdict.fingerprint AS fingerprint, -- The finding's, or the measure's.
    rule."view" AS "view", -- finding or measure.
    max(rule.weight) AS weight, -- Of the strictest outcome: 0 note, 1 review, 2 block.
    max(list_position(['info', 'low', 'medium', 'high', 'critical'], rule.severity)) AS severity, -- The highest, from 1.
    list_transform(
        list_sort(list(DISTINCT {'weight': -rule.weight, 'rule': rule.rule})),
        lambda one: one.rule
    ) AS rules, -- Their ids, strictest first.
    coalesce(list_sort(list(DISTINCT verdict.waiver) FILTER (verdict.waiver IS NOT NULL)), []) AS waivers, -- What lets verdicts pass.
    min(CASE WHEN verdict.waiver IS NOT NULL THEN 3 WHEN verdict.baselined THEN 2 ELSE 1 END) AS state -- 1 open, 2 baselined, 3 waived.
FROM verdict
JOIN rule ON rule.rule = verdict.rule
GROUP BY verdict.document, verdict.fingerprint, rule."view"
