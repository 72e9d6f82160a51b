-- Findings that a rule names and that are asked for, by the first digits of their fingerprint or by their work.
-- Parameters: $fingerprints, the first digits of each; $works, ids.  Returns asked (the digits or the id) and fingerprint.
WITH judged AS (
    SELECT DISTINCT found.fingerprint, found.work
    FROM found
    JOIN verdict ON verdict.document = found.document AND verdict.fingerprint = found.fingerprint
)
SELECT asked.digits AS asked, judged.fingerprint
FROM (SELECT unnest($fingerprints::VARCHAR[]) AS digits) AS asked
JOIN judged ON starts_with(judged.fingerprint, asked.digits)
UNION
SELECT work, fingerprint
FROM judged
WHERE list_contains($works::VARCHAR[], work)
ORDER BY asked, fingerprint
