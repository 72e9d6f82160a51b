-- What the corpus itself names that may be a known dataset: sources in records, a file in each folder, datasets that findings tell,
-- and libraries of datasets.
-- Parameters: $most, of each sort.  Returns what (field, path or dataset) and name.
(SELECT DISTINCT 'field' AS what, source AS name FROM document WHERE source IS NOT NULL ORDER BY name LIMIT $most)
UNION ALL
(
    SELECT 'path', min(path)
    FROM document
    GROUP BY regexp_replace(path, '[^/]*$', '')
    ORDER BY 2
    LIMIT $most
)
UNION ALL
(
    SELECT DISTINCT 'dataset', coalesce(dataset, work)
    FROM found
    WHERE level = 'finding' AND (dataset IS NOT NULL OR library_kind = 'datasets')
    ORDER BY 2
    LIMIT $most
)
UNION ALL
SELECT DISTINCT 'dataset', library_name FROM work WHERE library_kind = 'datasets'
