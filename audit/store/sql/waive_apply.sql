-- Write onto verdicts which waiver lets them pass.
-- No parameters.  Changes verdict.
UPDATE verdict
SET waiver = waived.waiver
FROM waived
WHERE
    waived.document = verdict.document
    AND waived.fingerprint = verdict.fingerprint
    AND waived.rule = verdict.rule
    AND waived.purpose = verdict.purpose
    AND waived.jurisdiction = verdict.jurisdiction
