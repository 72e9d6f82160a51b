-- Put the list of works that were looked for into the store.
-- Parameters: $file, the run's works.parquet.  Fills work.
INSERT INTO work BY NAME
SELECT library, library_name, library_kind, profile, work, characters, nullif(title, '') AS title, nullif(author, '') AS author
FROM read_parquet($file)
ORDER BY library, work
