-- What was looked for in each library, and the first works of it without any match. Passages that are let pass were not looked for.
-- Parameters: $most, how many such works are named.  Returns the fields of report_model.LibraryRow.
WITH met AS (
    SELECT coalesce(library, '') AS library, work, bool_or(level = 'finding') AS stands
    FROM found
    WHERE kind = 'copyright' AND work IS NOT NULL
    GROUP BY ALL
),
looked AS (
    SELECT
        work.library,
        work.library_name,
        work.library_kind,
        work.profile,
        coalesce(work.title, work.work) AS name,
        work.work,
        met.stands
    FROM work
    LEFT JOIN met ON met.library = work.library AND met.work = work.work
    WHERE work.library_kind <> 'allow-list'
)
SELECT
    library,
    any_value(library_name) AS name,
    any_value(library_kind) AS kind,
    any_value(profile) AS profile,
    count(*) AS works,
    count(*) FILTER (stands) AS works_found,
    count(*) FILTER (NOT stands) AS works_with_clues,
    count(*) FILTER (stands IS NULL) AS works_not_found,
    coalesce((list(name ORDER BY name, work) FILTER (stands IS NULL))[1:$most], []) AS not_found
FROM looked
GROUP BY library
ORDER BY kind = 'works' DESC, kind, name, library
