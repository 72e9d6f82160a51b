-- Mark the verdicts that the baseline has; those of measures only while their value is not above the one recorded.
-- No parameters.  Changes verdict.
UPDATE verdict
SET baselined = true
FROM coverable
JOIN baseline
    ON baseline.fingerprint = coverable.lasting
    AND baseline.rule = coverable.rule
    AND baseline.purpose = coverable.purpose
    AND baseline.jurisdiction = coverable.jurisdiction
WHERE
    (coverable.value IS NULL OR coverable.value <= baseline.value)
    AND coverable.document = verdict.document
    AND coverable.fingerprint = verdict.fingerprint
    AND coverable.rule = verdict.rule
    AND coverable.purpose = verdict.purpose
    AND coverable.jurisdiction = verdict.jurisdiction
