-- How many findings have a verdict.
-- No parameters.  Returns findings.
SELECT count(DISTINCT (verdict.document, verdict.fingerprint)) AS findings
FROM verdict
WHERE (verdict.document, verdict.fingerprint) IN (SELECT (document, fingerprint) FROM found)
