-- What is called by a name: domains, hosts, platforms, publishers, groups and kinds of source, in this order.
-- Parameters: $called, in lower case and without www.  Returns what, name.
WITH named AS (
    SELECT 'domain' AS what, domain AS name FROM document WHERE domain = $called
    UNION
    SELECT 'host', regexp_replace(host, '^www\.', '') FROM document WHERE host IN ($called, 'www.' || $called)
    UNION
    SELECT 'host', regexp_replace(host, '^www\.', '') FROM site_signal WHERE host IN ($called, 'www.' || $called)
    UNION
    SELECT 'platform', platform FROM attributed WHERE lower(platform) = $called
    UNION
    SELECT 'publisher', publisher FROM attributed WHERE lower(publisher) = $called
    UNION
    SELECT 'group', group_name FROM attributed WHERE lower(group_name) = $called
    UNION
    SELECT 'kind', source_kind FROM attributed WHERE lower(source_kind) = $called
)
SELECT what, name
FROM named
ORDER BY list_position(['domain', 'host', 'platform', 'publisher', 'group', 'kind'], what), name
