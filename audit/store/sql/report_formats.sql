-- What was read, by format.
-- No parameters.  Returns the fields of report_model.FormatCount.
SELECT
    format,
    count(DISTINCT path) AS files,
    sum(records)::BIGINT AS records,
    sum(documents)::BIGINT AS documents,
    sum(words)::BIGINT AS words,
    sum(stored_bytes)::BIGINT AS stored_bytes
FROM piece
GROUP BY format
ORDER BY stored_bytes DESC, format
