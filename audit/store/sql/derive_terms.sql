-- State which recorded terms of its site were in force on each document's date; of several documents of a site, the strictest counts. Without a
-- date, or before the first record, they are unknown.
-- No parameters.  Fills the columns terms_ of document.
WITH day AS (
    SELECT DISTINCT domain, captured FROM document WHERE captured IS NOT NULL AND domain IN (SELECT domain FROM site_terms)
),
in_force AS (
    SELECT
        day.domain,
        day.captured,
        arg_min(
            struct_pack(class := terms.class, source := concat(terms.document_name, ': ', terms.source, ' (', terms.source_date, ')')),
            (
                list_position(['no_scraping_no_ai', 'no_ai', 'no_scraping', 'conditional', 'open'], terms.class),
                terms.document_name,
                terms.valid_from
            )
        ) AS strictest
    FROM day
    JOIN site_terms AS terms
        ON terms.domain = day.domain AND terms.valid_from <= day.captured AND day.captured < coalesce(terms.valid_to, DATE '9999-12-31')
    GROUP BY day.domain, day.captured
),
state AS (
    SELECT document.rowid AS place, in_force.strictest.class AS class, in_force.strictest.source AS source
    FROM document
    LEFT JOIN in_force ON in_force.domain = document.domain AND in_force.captured = document.captured
)
UPDATE document
SET terms_class = state.class, terms_source = state.source, terms_known = state.class IS NOT NULL
FROM state
WHERE state.place = document.rowid
    AND (document.terms_class, document.terms_source) IS DISTINCT FROM (state.class, state.source)
