-- Open verdicts as lines of a baseline; those of critical rules cannot be in one.
-- Parameters: $critical, whether those of critical rules are asked for, or the others.
-- Returns fingerprint, rule, purpose, jurisdiction, value.
SELECT DISTINCT coverable.lasting AS fingerprint, coverable.rule, coverable.purpose, coverable.jurisdiction, coverable.value
FROM coverable
JOIN verdict
    ON verdict.document = coverable.document
    AND verdict.fingerprint = coverable.fingerprint
    AND verdict.rule = coverable.rule
    AND verdict.purpose = coverable.purpose
    AND verdict.jurisdiction = coverable.jurisdiction
JOIN rule ON rule.rule = verdict.rule
WHERE verdict.waiver IS NULL AND (rule.severity = 'critical') = $critical
ORDER BY ALL
