-- What was read and what was not. What was lost before decompression is taken to be as large as the rest of its piece, in proportion.
-- No parameters.  Returns one row with the plain fields of report_model.Coverage.
WITH sized AS (
    SELECT
        *,
        CASE
            WHEN decoded_bytes > 0 AND stored_bytes > lost_bytes
            THEN lost_bytes * decoded_bytes / (stored_bytes - lost_bytes)
            ELSE lost_bytes
        END AS lost
    FROM piece
),
read AS (
    SELECT
        count(DISTINCT path) AS files,
        count(DISTINCT path) - count(DISTINCT path) FILTER (NOT opened) AS files_opened,
        coalesce(sum(records), 0)::BIGINT AS records,
        coalesce(sum(documents), 0)::BIGINT AS documents,
        coalesce(sum(words), 0)::BIGINT AS words,
        coalesce(sum(stored_bytes), 0)::BIGINT AS stored_bytes,
        coalesce(sum(decoded_bytes), 0)::BIGINT AS decoded_bytes,
        coalesce(sum(decoded_bytes - skipped_bytes), 0)::DOUBLE AS kept,
        coalesce(sum(decoded_bytes + lost), 0)::DOUBLE AS whole
    FROM sized
),
unknown AS (
    SELECT
        count(*) FILTER (url IS NULL) AS documents_without_url,
        count(*) FILTER (captured IS NULL) AS documents_without_date,
        count(*) FILTER (declared_licence IS NULL AND NOT coalesce(document_licensed, false)) AS documents_without_licence
    FROM document
)
SELECT
    files,
    files_opened,
    records,
    documents,
    words,
    stored_bytes,
    decoded_bytes,
    CASE WHEN whole > 0 THEN kept / whole ELSE 0 END AS read_share,
    documents_without_url,
    documents_without_date,
    documents_without_licence
FROM read, unknown
