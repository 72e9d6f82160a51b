-- Which waiver lets each verdict pass: the first by id of those that stand and cover it.
-- Parameters: $standing, ids of waivers.  Makes the table waived of this connection.
CREATE OR REPLACE TEMPORARY TABLE waived AS
SELECT document, fingerprint, rule, purpose, jurisdiction, min(waiver) AS waiver
FROM waiver_group
WHERE covered AND waiver IN (SELECT unnest($standing::VARCHAR[]))
GROUP BY document, fingerprint, rule, purpose, jurisdiction
