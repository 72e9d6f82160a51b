-- Mark entries of the baseline that this judgement was asked for and has no verdict of.
-- Parameters: $purposes and $jurisdictions that it was asked for; any stands for all.  Changes baseline.
UPDATE baseline
SET stale = true
WHERE
    (list_contains($purposes::VARCHAR[], purpose) OR list_contains($purposes::VARCHAR[], 'any') OR purpose = 'any')
    AND (list_contains($jurisdictions::VARCHAR[], jurisdiction) OR list_contains($jurisdictions::VARCHAR[], 'any') OR jurisdiction = 'any')
    AND NOT EXISTS (
        SELECT 1
        FROM coverable
        WHERE
            coverable.lasting = baseline.fingerprint
            AND coverable.rule = baseline.rule
            AND coverable.purpose = baseline.purpose
            AND coverable.jurisdiction = baseline.jurisdiction
    )
