-- What was read, by format, folder and ending of the file's name; most bytes first.
-- Parameters: $most.  Returns the fields of report_model.dataset.FileGroup.
WITH named AS (
    SELECT
        *,
        regexp_replace(path, '[^/]*$', '') AS folder,
        regexp_extract(path, '[^/.]((?:\.[A-Za-z0-9]{1,9}){1,2})$', 1) AS ending
    FROM piece
)
SELECT
    format,
    CASE WHEN ending = '' THEN path ELSE folder END AS path,
    ending,
    count(DISTINCT named.path) AS files,
    sum(records)::BIGINT AS records,
    sum(documents)::BIGINT AS documents,
    sum(words)::BIGINT AS words,
    sum(stored_bytes)::BIGINT AS stored_bytes
FROM named
GROUP BY ALL
ORDER BY stored_bytes DESC, format, path, ending
LIMIT $most
