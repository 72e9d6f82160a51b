-- State which recorded terms of its site were in force on each document's date; of several, what any of them bars counts. Without
-- a date, or before the first record, they are unknown.
-- Parameters: $first and $last, rows of document.  Fills the columns terms_ of document.
WITH day AS (
    SELECT DISTINCT domain, captured
    FROM document
    WHERE rowid BETWEEN $first AND $last AND captured IS NOT NULL AND domain IN (SELECT domain FROM site_terms)
),
in_force AS (
    SELECT
        day.domain,
        day.captured,
        CASE
            WHEN bool_or(starts_with(terms.class, 'no_scraping')) AND bool_or(ends_with(terms.class, 'no_ai')) THEN 'no_scraping_no_ai'
            WHEN bool_or(terms.class = 'no_ai') THEN 'no_ai'
            WHEN bool_or(terms.class = 'no_scraping') THEN 'no_scraping'
            WHEN bool_or(terms.class = 'conditional') THEN 'conditional'
            ELSE 'open'
        END AS class,
        string_agg(
            DISTINCT concat(terms.document_name, ' (', terms.source, ', ', terms.source_date, ')'), '; '
            ORDER BY concat(terms.document_name, ' (', terms.source, ', ', terms.source_date, ')')
        ) AS source
    FROM day
    JOIN site_terms AS terms
        ON terms.domain = day.domain AND terms.valid_from <= day.captured AND day.captured < coalesce(terms.valid_to, DATE '9999-12-31')
    GROUP BY day.domain, day.captured
),
state AS (
    SELECT document.rowid AS place, in_force.class, in_force.source
    FROM document
    LEFT JOIN in_force ON in_force.domain = document.domain AND in_force.captured = document.captured
    WHERE document.rowid BETWEEN $first AND $last
)
UPDATE document
SET terms_class = state.class, terms_source = state.source, terms_known = state.class IS NOT NULL
FROM state
WHERE state.place = document.rowid AND document.rowid BETWEEN $first AND $last
    AND (document.terms_class, document.terms_source) IS DISTINCT FROM (state.class, state.source)
