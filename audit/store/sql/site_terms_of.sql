-- The terms on record of the domains of one domain, host, platform, publisher, group or kind of source, by date.
-- Parameters: $what, one of these; $called, as site_names gives it.  Returns the columns of site_terms.
WITH chosen AS (
    SELECT document.*, attributed.tier, attributed.platform, attributed.publisher, attributed.group_name, attributed.source_kind
    FROM document
    LEFT JOIN attributed ON attributed.document = document.document
    WHERE CASE $what
        WHEN 'domain' THEN document.domain
        WHEN 'host' THEN regexp_replace(document.host, '^www\.', '')
        WHEN 'platform' THEN attributed.platform
        WHEN 'publisher' THEN attributed.publisher
        WHEN 'group' THEN attributed.group_name
        ELSE attributed.source_kind
    END = $called
)
SELECT domain, valid_from, valid_to, class, clause, document_name, source, source_date, note
FROM site_terms
WHERE domain IN (SELECT domain FROM chosen WHERE domain IS NOT NULL)
ORDER BY domain, valid_from, document_name, class
