-- Verdicts of one rule on measures. The checked predicate takes the place of FALSE.
-- Parameters: $rule, $outcome, $citation, $purposes and $jurisdictions (side by side).  Fills verdict.
INSERT INTO verdict
SELECT
    CASE subject_type WHEN 'corpus' THEN 'corpus' ELSE subject_type || ':' || subject END,
    md5(measure || chr(31) || dimension || chr(31) || subject_type || chr(31) || subject),
    $rule, $outcome, purpose, jurisdiction, NULL, $citation
FROM judged_measure, (SELECT unnest($purposes::VARCHAR[]) AS purpose, unnest($jurisdictions::VARCHAR[]) AS jurisdiction)
WHERE (FALSE /* predicate */)
