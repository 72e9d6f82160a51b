-- Domains, hosts, platforms, publishers, groups and kinds of source that are nearly called by a name; the nearest first.
-- Parameters: $called, in lower case and without www.; $most, how many.  Returns name.
WITH named AS (
    SELECT domain AS name FROM document
    UNION
    SELECT regexp_replace(host, '^www\.', '') FROM document
    UNION
    SELECT regexp_replace(host, '^www\.', '') FROM site_signal
    UNION
    SELECT unnest([platform, publisher, group_name, source_kind]) FROM attributed
)
SELECT name
FROM named
WHERE jaro_winkler_similarity(lower(name), $called) > 0.85
ORDER BY jaro_winkler_similarity(lower(name), $called) DESC, name
LIMIT $most
