-- The terms on record of the domains of one domain, host, platform, publisher, group or kind of source, by date.
-- Parameters: $what, one of these; $called, as site_names gives it.  Returns the columns of site_terms.
SELECT domain, valid_from, valid_to, class, clause, document_name, source, source_date, note
FROM site_terms
WHERE domain IN (
    SELECT document.domain
    FROM document
    JOIN source_name ON source_name.document = document.document
    WHERE source_name.what = $what AND source_name.name = $called AND document.domain IS NOT NULL
)
ORDER BY domain, valid_from, document_name, class
