-- Count for each passage of a known work the documents that hold it: those whose own passages cover its middle. One that stands in many
-- documents and in several works is common text.
-- Parameters: $documents and $works, from how many of each on.  Fills found.passage_documents and found.common.
WITH place AS (
    SELECT DISTINCT document, library, work, reference_start AS start, reference_end AS "end"
    FROM found
    WHERE kind = 'copyright' AND work IS NOT NULL AND reference_end > reference_start
),
marked AS (
    SELECT
        *,
        start > coalesce(max("end") OVER (own ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), -1) AS opens
    FROM place
    WINDOW own AS (PARTITION BY document, library, work ORDER BY start, "end")
),
island AS (
    SELECT *, sum(opens::INTEGER) OVER (PARTITION BY document, library, work ORDER BY start, "end" ROWS UNBOUNDED PRECEDING) AS island
    FROM marked
),
own AS (
    SELECT document, library, work, min(start) AS start, max("end") AS "end"
    FROM island
    GROUP BY document, library, work, island
),
step AS (
    SELECT library, work, start AS place, 1 AS change FROM own
    UNION ALL
    SELECT library, work, "end", -1 FROM own
),
held AS (
    SELECT
        coalesce(library, '') AS library,
        work,
        place,
        sum(sum(change)) OVER (PARTITION BY library, work ORDER BY place ROWS UNBOUNDED PRECEDING) AS documents
    FROM step
    GROUP BY library, work, place
),
counted AS (
    SELECT place.document, coalesce(place.library, '') AS library, place.work, place.start, place."end", held.documents
    FROM place
    ASOF JOIN held
        ON held.library = coalesce(place.library, '')
        AND held.work = place.work
        AND held.place <= (place.start + place."end") // 2
)
UPDATE found
SET
    passage_documents = counted.documents,
    common = counted.documents >= $documents AND coalesce(found.other_works, 0) + 1 >= $works
FROM counted
WHERE counted.document = found.document
    AND counted.library = coalesce(found.library, '')
    AND counted.work = found.work
    AND counted.start = found.reference_start
    AND counted."end" = found.reference_end
    AND found.kind = 'copyright'
