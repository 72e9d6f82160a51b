-- Findings whose fingerprint begins with some digits, and where their text is read from.
-- Parameters: $fingerprint, the digits.  Returns document, fingerprint, path, piece, record (in its piece), detector and whether it names a
-- work, in the order of the corpus.
SELECT
    found.document,
    found.fingerprint,
    found.path,
    piece.piece,
    found.record - piece.first_record AS record,
    found.detector,
    found.work IS NOT NULL AS of_work
FROM found
JOIN piece ON piece.path = found.path AND piece.first_record <= found.record
WHERE starts_with(found.fingerprint, $fingerprint)
QUALIFY row_number() OVER (PARTITION BY found.document, found.fingerprint ORDER BY piece.first_record DESC, piece.piece) = 1
ORDER BY found.path, found.record, found.start, found.fingerprint
