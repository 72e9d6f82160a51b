-- What is called by a name: domains, hosts, platforms, publishers, groups and kinds of source, in this order.
-- Parameters: $called, in lower case and without www.  Returns what, name.
WITH named AS (
    SELECT what, name FROM source_name
    UNION ALL
    SELECT 'host', without_www(host) FROM site_signal
)
SELECT DISTINCT what, name
FROM named
WHERE lower(name) = $called
ORDER BY list_position(['domain', 'host', 'platform', 'publisher', 'group', 'kind'], what), name
