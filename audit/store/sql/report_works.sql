-- How much of each known work is in the corpus. Places that overlap count once; clues count among clues only.
-- No parameters.  Returns the fields of report_model.WorkRow; intervals are a list of {start, end}, as shares of the work. Sums of
-- shares are rounded, since their last digits depend on the order.
WITH matched AS (
    SELECT
        found.*,
        coalesce(library, '') AS place_library,
        list_filter(evidence, lambda one: one.measure = 'work-length')[1].value AS length,
        list_filter(evidence, lambda one: one.measure = 'omitted-characters')[1].value AS omitted,
        attributes ->> '$.licence' AS stated
    FROM found
    WHERE kind = 'copyright' AND work IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY document, fingerprint ORDER BY attributes) = 1
),
place AS (
    SELECT DISTINCT document, place_library, work, reference_start / length AS start, least(1.0, reference_end / length) AS "end"
    FROM matched
    WHERE level = 'finding' AND reference_end > reference_start AND length > 0
),
opened AS (
    SELECT
        *,
        start > coalesce(max("end") OVER (all_of_it ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), -1) AS opens,
        start > coalesce(max("end") OVER (own ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), -1) AS opens_in_document
    FROM place
    WINDOW
        all_of_it AS (PARTITION BY place_library, work ORDER BY start, "end", document),
        own AS (PARTITION BY place_library, work, document ORDER BY start, "end")
),
island AS (
    SELECT
        *,
        sum(opens::INTEGER) OVER (PARTITION BY place_library, work ORDER BY start, "end", document ROWS UNBOUNDED PRECEDING) AS island,
        sum(opens_in_document::INTEGER) OVER (PARTITION BY place_library, work, document ORDER BY start, "end" ROWS UNBOUNDED PRECEDING)
            AS island_in_document
    FROM opened
),
merged AS (
    SELECT place_library, work, min(start) AS start, max("end") AS "end"
    FROM island
    GROUP BY place_library, work, island
),
covered AS (
    SELECT
        place_library,
        work,
        sum("end" - start) AS share,
        count(*) AS passages,
        list({'start': start, 'end': "end"} ORDER BY start) AS intervals
    FROM merged
    GROUP BY place_library, work
),
repeated AS (
    SELECT place_library, work, sum(share) AS share
    FROM (
        SELECT place_library, work, max("end") - min(start) AS share
        FROM island
        GROUP BY place_library, work, document, island_in_document
    )
    GROUP BY place_library, work
)
SELECT
    matched.work,
    max(matched.attributes ->> '$.title') AS title,
    max(matched.attributes ->> '$.author') AS author,
    max(matched.attributes ->> '$.holder') AS holder,
    max(matched.attributes ->> '$.year') AS year,
    max(matched.stated) AS licence,
    coalesce(max(matched.attributes ->> '$.metadata_source'), 'not given') AS metadata_source,
    count(*) FILTER (matched.level = 'finding') AS findings,
    count(*) FILTER (matched.level = 'clue') AS clues,
    count(DISTINCT matched.document) AS documents,
    coalesce(sum(matched.matched_words) FILTER (matched.level = 'finding'), 0)::BIGINT AS matched_words,
    coalesce(max(matched.longest_run), 0)::BIGINT AS longest_run,
    round(coalesce(any_value(covered.share), max(matched.share_of_work) FILTER (matched.level = 'finding'), 0)::DOUBLE, 12) AS share_of_work,
    coalesce(any_value(covered.intervals), []) AS intervals,
    matched.place_library AS library,
    coalesce(max(matched.library_kind), 'works') AS library_kind,
    max(matched.attributes ->> '$.territory') AS territory,
    max(matched.attributes ->> '$.source') AS source,
    nullif(
        concat_ws(
            ', ',
            max('ISBN ' || (matched.attributes ->> '$.isbn')),
            max('DOI ' || (matched.attributes ->> '$.doi')),
            max(matched.attributes ->> '$.url'),
            max(matched.attributes ->> '$.identifier')
        ),
        ''
    ) AS identifier,
    max(matched.attributes ->> '$.basis') AS basis,
    CASE
        WHEN max(matched.spdx) IS NULL THEN 'not-given'
        WHEN max(terms.attribution + terms.commercial + terms.derive + terms.redistribute + terms.notice_text) = 0 THEN 'public-domain'
        WHEN max(greatest(terms.commercial, terms.derive, terms.redistribute)) < 2 THEN 'permitted'
        WHEN max(greatest(terms.commercial, terms.derive, terms.redistribute)) >= 3 THEN 'refused'
        WHEN regexp_matches(lower(max(matched.spdx)), 'public.?domain') THEN 'said-public-domain'
        ELSE 'unclear'
    END AS permission,
    coalesce(any_value(covered.passages), 0) AS passages,
    coalesce(max(matched.passage_documents), 1) AS most_copies,
    round(coalesce(any_value(repeated.share), sum(matched.share_of_work) FILTER (matched.level = 'finding'), 0)::DOUBLE, 12) AS share_with_repeats,
    count(*) FILTER (matched.other_works > 0) AS also_in,
    count(*) FILTER (matched.quoted OR matched.cited) AS quoted,
    count(*) FILTER (matched.allowed) AS allowed,
    count(*) FILTER (matched.common) AS common,
    count(*) FILTER (matched.level = 'finding' AND matched.cmi = 'absent') AS unnamed,
    count(*) FILTER (matched.level = 'finding' AND matched.cmi LIKE '%-present') AS named,
    coalesce(sum(matched.omitted) FILTER (matched.level = 'finding'), 0)::BIGINT AS omitted_characters
FROM matched
LEFT JOIN covered ON covered.work = matched.work AND covered.place_library = matched.place_library
LEFT JOIN repeated ON repeated.work = matched.work AND repeated.place_library = matched.place_library
LEFT JOIN licence_terms AS terms ON terms.spdx = matched.spdx
GROUP BY matched.place_library, matched.work
ORDER BY share_of_work DESC, matched_words DESC, matched.work, matched.place_library
