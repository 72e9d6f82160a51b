-- Fingerprints of findings, with those that last when a corpus is cut into other files.
-- No parameters.  Returns the columns of the view lasting.
FROM lasting
ORDER BY document, fingerprint, lasting
