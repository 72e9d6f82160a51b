-- Every signal seen of the hosts of one domain, host, platform, publisher, group or kind of source, by host and day.
-- Parameters: $what, one of these; $called, as site_names gives it.  Returns the columns of site_signal that a reader needs.
WITH chosen AS (
    SELECT without_www(document.host) AS host
    FROM document
    JOIN source_name ON source_name.document = document.document
    WHERE source_name.what = $what AND source_name.name = $called
)
SELECT host, signal, agent, agent_purpose, value, seen, origin, document, site_path
FROM site_signal
WHERE without_www(host) IN (SELECT host FROM chosen WHERE host IS NOT NULL) OR ($what = 'host' AND without_www(host) = $called)
ORDER BY host, seen NULLS FIRST, signal, agent, value, document
