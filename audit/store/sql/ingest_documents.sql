-- Put the documents of shards into the store, numbered through their file.
-- Parameters: $files, the shards' documents.parquet.  Fills document.
INSERT INTO document
SELECT
    row.path || '#' || (row.record + piece.first_record),
    row.path,
    row.record + piece.first_record,
    row.record_id,
    row.url,
    row.host,
    row.domain,
    row.captured,
    nullif(trim(row.licence), ''),
    row.source,
    nullif(trim(row.model), ''),
    row.language,
    row.bytes,
    row.words,
    row.class_scores,
    row.style_score,
    row.prompt,
    row.answers,
    row.account,
    row.hour,
    NULL,
    'unknown',
    'unknown',
    'unknown',
    'unknown',
    FALSE,
    NULL,
    NULL,
    FALSE,
    NULL,
    nullif(trim(substr(row.title, 1, 300)), ''),
    nullif(trim(substr(row.author, 1, 300)), '')
FROM read_parquet($files) AS row
JOIN piece ON piece.path = row.path AND piece.piece = row.piece
ORDER BY row.path, row.piece, row.record
