-- State which source each document is of: by its path, the source that it names, its domain, a known dataset that findings tell, or the
-- card of its folder, in this order; of several paths the longest pattern.
-- No parameters.  Fills document.source_id.
WITH place AS (
    SELECT DISTINCT path FROM document
),
located AS (
    SELECT place.path, match.what, match.source_id, match.value, match.place
    FROM place
    JOIN source_match AS match ON match.folder = split_part(place.path, '/', 1) AND place.path GLOB match.value
    WHERE match.what = 'path'
    UNION ALL
    SELECT place.path, match.what, match.source_id, match.value, match.place
    FROM place
    JOIN source_match AS match ON match.folder IS NULL AND match.what IN ('path', 'whole') AND place.path GLOB match.value
),
by_path AS (
    SELECT path, what, arg_min(source_id, (-length(value), place)) AS source_id
    FROM located
    GROUP BY path, what
),
by_name AS (
    SELECT what, value, arg_min(source_id, place) AS source_id
    FROM source_match
    WHERE what IN ('field', 'domain', 'dataset')
    GROUP BY what, value
),
told AS (
    SELECT found.document, lower(coalesce(found.dataset, found.work)) AS dataset
    FROM found
    WHERE found.level = 'finding' AND (found.dataset IS NOT NULL OR found.library_kind = 'datasets')
    UNION
    SELECT found.document, lower(library.library_name)
    FROM found
    JOIN (SELECT DISTINCT library, library_name FROM work) AS library ON library.library = found.library
    WHERE found.level = 'finding' AND found.library_kind = 'datasets'
),
by_finding AS (
    SELECT told.document, min(by_name.source_id) AS source_id
    FROM told
    JOIN by_name ON by_name.what = 'dataset' AND by_name.value = told.dataset
    GROUP BY told.document
),
chosen AS (
    SELECT
        document.rowid AS place,
        coalesce(
            exact.source_id,
            field.source_id,
            host.source_id,
            domain.source_id,
            by_finding.source_id,
            whole.source_id
        ) AS source_id
    FROM document
    LEFT JOIN by_path AS exact ON exact.what = 'path' AND exact.path = document.path
    LEFT JOIN by_name AS field ON field.what = 'field' AND field.value = lower(document.source)
    LEFT JOIN by_name AS host ON host.what = 'domain' AND host.value = without_www(document.host)
    LEFT JOIN by_name AS domain ON domain.what = 'domain' AND domain.value = document.domain
    LEFT JOIN by_finding ON by_finding.document = document.document
    LEFT JOIN by_path AS whole ON whole.what = 'whole' AND whole.path = document.path
)
UPDATE document
SET source_id = chosen.source_id
FROM chosen
WHERE chosen.place = document.rowid AND document.source_id IS DISTINCT FROM chosen.source_id
