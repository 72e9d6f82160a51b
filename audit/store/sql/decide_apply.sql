-- Write onto verdicts which decision lets them pass, where no waiver does and nobody upholds or disputes them.
-- Parameters: $passing, names of decisions that let pass; $against, names of those that uphold or dispute.  Changes verdict.
UPDATE verdict
SET waiver = passed.waiver
FROM (
    SELECT document, fingerprint, rule, purpose, jurisdiction, min(waiver) FILTER (waiver IN (SELECT unnest($passing::VARCHAR[]))) AS waiver
    FROM waiver_group
    WHERE covered
    GROUP BY document, fingerprint, rule, purpose, jurisdiction
    HAVING NOT coalesce(bool_or(waiver IN (SELECT unnest($against::VARCHAR[]))), false)
) AS passed
WHERE
    verdict.waiver IS NULL
    AND passed.document = verdict.document
    AND passed.fingerprint = verdict.fingerprint
    AND passed.rule = verdict.rule
    AND passed.purpose = verdict.purpose
    AND passed.jurisdiction = verdict.jurisdiction
