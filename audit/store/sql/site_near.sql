-- Domains, hosts, platforms, publishers, groups and kinds of source that are nearly called by a name; the nearest first.
-- Of names that differ in capitals only one is given.
-- Parameters: $called, in lower case and without www.; $most, how many.  Returns name.
WITH named AS (
    SELECT name FROM source_name
    UNION
    SELECT without_www(host) FROM site_signal
)
SELECT min(name) AS name
FROM named
WHERE jaro_winkler_similarity(lower(name), $called) > 0.85
GROUP BY lower(name)
ORDER BY jaro_winkler_similarity(lower(name), $called) DESC, name
LIMIT $most
