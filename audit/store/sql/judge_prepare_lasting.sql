-- Fingerprints of findings and measures as waivers and baselines name them; measures have their value beside.
-- No parameters.  Makes the table judged_lasting of this connection.
CREATE OR REPLACE TEMPORARY TABLE judged_lasting AS
SELECT document, fingerprint, min(lasting) AS lasting, NULL::DOUBLE AS value
FROM lasting
GROUP BY document, fingerprint
UNION ALL
SELECT document, fingerprint, fingerprint, value FROM judged_measure
