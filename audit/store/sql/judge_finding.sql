-- Verdicts of one rule on findings. The checked predicate takes the place of FALSE.
-- Parameters: $rule, $outcome, $citation, $purposes and $jurisdictions (side by side).  Fills verdict.
INSERT INTO verdict
SELECT document, fingerprint, $rule, $outcome, purpose, jurisdiction, NULL, false, $citation
FROM seen_finding($purposes::VARCHAR[], $jurisdictions::VARCHAR[])
WHERE (FALSE /* predicate */)
