-- What the columns of tables and views mean.
-- No parameters.  Returns table, column, type, comment.
SELECT table_name AS "table", column_name AS "column", data_type AS type, comment
FROM duckdb_columns()
WHERE schema_name = 'main' AND NOT internal
ORDER BY "table", column_index
