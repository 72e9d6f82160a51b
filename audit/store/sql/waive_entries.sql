-- What a waiver that is being written covers, as its list would name it.
-- No parameters.  Returns entry, fingerprints (the finding's own and the one that lasts).
SELECT entry, list(DISTINCT fingerprint) || list(DISTINCT lasting) AS fingerprints
FROM waiver_group
GROUP BY entry
ORDER BY entry
