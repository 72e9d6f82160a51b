-- Every signal seen of the hosts of one domain, host, platform, publisher, group or kind of source, by host and day.
-- Parameters: $what, one of these; $called, as site_names gives it.  Returns the columns of site_signal that a reader needs.
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
SELECT host, signal, agent, agent_purpose, value, seen, origin, document, site_path
FROM site_signal
WHERE regexp_replace(host, '^www\.', '') IN (SELECT regexp_replace(host, '^www\.', '') FROM chosen WHERE host IS NOT NULL)
    OR ($what = 'host' AND regexp_replace(host, '^www\.', '') = $called)
ORDER BY host, seen NULLS FIRST, signal, agent, value, document
