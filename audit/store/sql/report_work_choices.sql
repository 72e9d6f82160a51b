-- What each work comes to where passages of some kinds are not counted, and all works of a library together.
-- What a passage needs to be counted is a sum: 1 identical, 2 minor change, 4 otherwise changed (none where it was not compared),
-- 8 quoted or cited, 16 common text, and for the totals 32 where its work is free to copy.
-- Parameters: $free, libraries and works that are, with a slash between.  Returns library, work (null: all of the library), kinds (those
-- that occur, as a sum), counted (those that count, as a sum), findings, documents, matched_words and share_of_work; every choice that differs. Shares
-- are rounded, since the last digits of a sum depend on its order.
WITH matched AS (
    SELECT
        document,
        coalesce(library, '') AS place_library,
        work,
        level = 'finding' AS stands,
        matched_words,
        share_of_work,
        reference_start,
        reference_end,
        list_filter(evidence, lambda one: one.measure = 'work-length')[1].value AS length,
        CASE attributes ->> '$.class'
            WHEN 'identical' THEN 1
            WHEN 'minor change' THEN 2
            WHEN 'omitted' THEN 4
            WHEN 'paraphrase-like' THEN 4
            ELSE 0
        END
        + CASE WHEN coalesce(quoted, false) OR coalesce(cited, false) THEN 8 ELSE 0 END
        + CASE WHEN coalesce(common, false) THEN 16 ELSE 0 END AS needs,
        CASE WHEN list_contains($free::VARCHAR[], coalesce(library, '') || '/' || work) THEN 32 ELSE 0 END AS free
    FROM found
    WHERE kind = 'copyright' AND work IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY document, fingerprint ORDER BY attributes) = 1
),
-- Works and, as works without a name, whole libraries; a document with all that passages of it need.
held AS (
    SELECT
        place_library,
        work,
        document,
        needs,
        count(*) FILTER (stands) AS findings,
        coalesce(sum(matched_words) FILTER (stands), 0) AS matched_words,
        max(share_of_work) FILTER (stands) AS share
    FROM matched
    GROUP BY place_library, work, document, needs
    UNION ALL
    SELECT
        place_library,
        NULL,
        document,
        needs + free,
        count(*) FILTER (stands),
        coalesce(sum(matched_words) FILTER (stands), 0),
        NULL
    FROM matched
    GROUP BY place_library, document, needs + free
),
choice AS (
    SELECT kinds.place_library, kinds.work, kinds.kinds, chosen.counted
    FROM (
        SELECT place_library, work, bit_or(needs) AS kinds
        FROM held
        GROUP BY place_library, work
    ) AS kinds
    JOIN (SELECT unnest(range(64)) AS counted) AS chosen ON chosen.counted & kinds.kinds = chosen.counted
),
figures AS (
    SELECT place_library, work, needs, sum(findings) AS findings, sum(matched_words) AS matched_words, max(share) AS share
    FROM held
    GROUP BY place_library, work, needs
),
summed AS (
    SELECT
        choice.place_library,
        choice.work,
        choice.counted,
        sum(figures.findings) AS findings,
        sum(figures.matched_words) AS matched_words,
        max(figures.share) AS share
    FROM choice
    JOIN figures
        ON figures.place_library = choice.place_library
        AND figures.work IS NOT DISTINCT FROM choice.work
        AND figures.needs & choice.counted = figures.needs
    GROUP BY choice.place_library, choice.work, choice.counted
),
-- Documents that hold passages of the same needs count together.
alike AS (
    SELECT place_library, work, held_needs, count(*) AS documents
    FROM (
        SELECT place_library, work, document, list_sort(list(DISTINCT needs)) AS held_needs
        FROM held
        GROUP BY place_library, work, document
    )
    GROUP BY place_library, work, held_needs
),
documented AS (
    SELECT choice.place_library, choice.work, choice.counted, sum(alike.documents) AS documents
    FROM choice
    JOIN alike
        ON alike.place_library = choice.place_library
        AND alike.work IS NOT DISTINCT FROM choice.work
        AND len(list_filter(alike.held_needs, lambda one: one & choice.counted = one)) > 0
    GROUP BY choice.place_library, choice.work, choice.counted
),
place AS (
    SELECT DISTINCT
        choice.place_library,
        choice.work,
        choice.counted,
        matched.reference_start / matched.length AS start,
        least(1.0, matched.reference_end / matched.length) AS "end"
    FROM matched
    JOIN choice
        ON choice.place_library = matched.place_library
        AND choice.work = matched.work
        AND matched.needs & choice.counted = matched.needs
    WHERE matched.stands AND matched.reference_end > matched.reference_start AND matched.length > 0
),
reached AS (
    SELECT
        *,
        coalesce(
            max("end") OVER (
                PARTITION BY place_library, work, counted ORDER BY start, "end" ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
            ),
            0
        ) AS before
    FROM place
),
covered AS (
    SELECT place_library, work, counted, sum(greatest(0, "end" - greatest(start, before))) AS share
    FROM reached
    GROUP BY place_library, work, counted
)
SELECT
    choice.place_library AS library,
    choice.work,
    choice.kinds::INTEGER AS kinds,
    choice.counted::INTEGER AS counted,
    coalesce(summed.findings, 0)::BIGINT AS findings,
    coalesce(documented.documents, 0)::BIGINT AS documents,
    coalesce(summed.matched_words, 0)::BIGINT AS matched_words,
    CASE WHEN choice.work IS NOT NULL THEN round(coalesce(covered.share, summed.share, 0)::DOUBLE, 12) END AS share_of_work
FROM choice
LEFT JOIN summed
    ON summed.place_library = choice.place_library AND summed.work IS NOT DISTINCT FROM choice.work AND summed.counted = choice.counted
LEFT JOIN documented
    ON documented.place_library = choice.place_library
    AND documented.work IS NOT DISTINCT FROM choice.work
    AND documented.counted = choice.counted
LEFT JOIN covered
    ON covered.place_library = choice.place_library AND covered.work = choice.work AND covered.counted = choice.counted
ORDER BY library, choice.work NULLS LAST, counted DESC
