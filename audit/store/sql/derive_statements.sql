-- What each file about a site says on training to each agent that trains or is not known, on each day on which it was seen. A file that
-- could not be read on a day says nothing then, and does not stand in for an earlier one. www. makes no difference.
-- No parameters.  Makes the table site_statement anew.
CREATE OR REPLACE TEMP TABLE site_statement AS
WITH said AS (
    SELECT
        without_www(host) AS host,
        file,
        seen,
        signal,
        agent,
        agent_purpose IN ('', 'train') AS trains,
        CASE WHEN path_rules <> '' THEN path_rules WHEN value = 'reserved' THEN '-' WHEN value = 'allowed' THEN '+' END AS rules,
        path_rules <> '' AS by_path,
        value
    FROM site_signal
    WHERE about = 'site'
)
SELECT
    host,
    file,
    seen,
    signal,
    agent,
    signal = 'robots_ai' AS ties_open, -- Of two rules of one length that fit a path.
    string_agg(DISTINCT rules, chr(10) ORDER BY rules) FILTER (trains) AS rules,
    coalesce(bool_or(by_path) FILTER (trains), false) AS by_path,
    coalesce(bool_or(rules = '-') FILTER (trains), false) AS closed,
    coalesce(bool_or(rules = '+') FILTER (trains), false) AS open
FROM said
GROUP BY host, file, seen, signal, agent
HAVING bool_or(value <> 'unknown')
