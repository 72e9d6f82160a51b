-- Every finding, in the order of the corpus.
-- No parameters.  Returns the fields of a line of `corpus-audit findings --format jsonl`; attributes are JSON.
SELECT
    document, path, record, record_id, url, detector, kind, start, "end", score, level, reference, attributes, evidence, fingerprint
FROM found
ORDER BY path, record, start, "end", detector, fingerprint, attributes
