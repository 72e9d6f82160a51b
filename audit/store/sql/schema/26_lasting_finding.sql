-- Findings by the fingerprint that lasts, for the comparison of two runs. One row a lasting fingerprint; of several findings one stands for all.
-- No parameters.  Makes the view lasting_finding.
CREATE VIEW lasting_finding AS
SELECT
    named.lasting AS lasting, -- The fingerprint that lasts.
    any_value(found.kind) AS kind, -- copyright, scraped, generated, licence or optout.
    any_value(found.detector) AS detector, -- Name of the detector.
    any_value(found.library) AS library, -- Known work: the first digits of its library's digest.
    any_value(named.document) AS document, -- Path, a number sign and the record's number.
    any_value(named.fingerprint) AS fingerprint -- The finding's own.
FROM lasting AS named
JOIN found ON found.document = named.document AND found.fingerprint = named.fingerprint
GROUP BY named.lasting
