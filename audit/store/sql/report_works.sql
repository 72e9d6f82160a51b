-- How much of each known work is in the corpus. Places that overlap count once; clues count among clues only.
-- No parameters.  Returns the fields of report_model.WorkRow; intervals are a list of {start, end}, as shares of the work.
WITH place AS (
    SELECT
        work,
        reference_start / length AS start,
        least(1.0, reference_end / length) AS "end"
    FROM (
        SELECT work, reference_start, reference_end, list_filter(evidence, lambda one: one.measure = 'work-length')[1].value AS length
        FROM found
        WHERE kind = 'copyright' AND work IS NOT NULL AND level = 'finding' AND reference_end > reference_start
    )
    WHERE length > 0
),
marked AS (
    SELECT
        work,
        start,
        "end",
        start > coalesce(max("end") OVER (PARTITION BY work ORDER BY start, "end" ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), -1)
            AS opens
    FROM place
),
island AS (
    SELECT *, sum(opens::INTEGER) OVER (PARTITION BY work ORDER BY start, "end" ROWS UNBOUNDED PRECEDING) AS island
    FROM marked
),
merged AS (
    SELECT work, min(start) AS start, max("end") AS "end"
    FROM island
    GROUP BY work, island
),
covered AS (
    SELECT
        work,
        sum("end" - start) AS share,
        list({'start': start, 'end': "end"} ORDER BY start) AS intervals
    FROM merged
    GROUP BY work
)
SELECT
    found.work,
    max(found.attributes ->> '$.title') AS title,
    max(found.attributes ->> '$.author') AS author,
    max(found.attributes ->> '$.holder') AS holder,
    max(found.attributes ->> '$.year') AS year,
    max(found.attributes ->> '$.licence') AS licence,
    coalesce(max(found.attributes ->> '$.metadata_source'), 'not given') AS metadata_source,
    count(*) FILTER (found.level = 'finding') AS findings,
    count(*) FILTER (found.level = 'clue') AS clues,
    count(DISTINCT found.document) AS documents,
    coalesce(sum(found.matched_words) FILTER (found.level = 'finding'), 0)::BIGINT AS matched_words,
    coalesce(max(found.longest_run), 0)::BIGINT AS longest_run,
    coalesce(any_value(covered.share), max(found.share_of_work) FILTER (found.level = 'finding'), 0)::DOUBLE AS share_of_work,
    coalesce(any_value(covered.intervals), []) AS intervals
FROM found
LEFT JOIN covered ON covered.work = found.work
WHERE found.kind = 'copyright' AND found.work IS NOT NULL
GROUP BY found.work
ORDER BY share_of_work DESC, matched_words DESC, found.work
