-- What the files about each host, as seen last, say on each use: to train, to search, to fetch for a user. One row a host and use.
-- No parameters.  Makes the view site_use.
CREATE VIEW site_use AS
WITH said AS (
    SELECT
        without_www(host) AS host,
        file,
        seen,
        signal,
        agent,
        agent_purpose,
        value
    FROM site_signal
    WHERE about = 'site'
),
day AS (
    SELECT host, file, seen, max(seen) OVER (PARTITION BY host, file) AS latest
    FROM said
    GROUP BY host, file, seen
    HAVING bool_or(value <> 'unknown')
),
latest AS (
    SELECT said.*
    FROM said
    JOIN day ON day.host = said.host AND day.file = said.file AND day.seen IS NOT DISTINCT FROM said.seen
    WHERE day.seen IS NULL OR day.seen = day.latest
)
SELECT
    latest.host AS host, -- Without www., which makes no difference.
    asked.use AS use, -- train, search or user.
    CASE
        WHEN bool_or(latest.value = 'reserved') THEN 'disallowed'
        WHEN bool_or(latest.value = 'partial') THEN 'partial'
        WHEN bool_or(latest.value = 'allowed') THEN 'allowed'
        ELSE 'unknown'
    END AS state, -- disallowed, partial (some paths), allowed or unknown; the most restrictive of all agents and signals.
    coalesce(list(DISTINCT latest.agent ORDER BY latest.agent) FILTER (latest.value = 'reserved'), []) AS agents, -- Those that are shut out; *: all that are not named; empty: anyone.
    max(latest.seen) AS seen -- Day of the latest file; null: none has a day.
FROM latest
JOIN (SELECT unnest(['train', 'search', 'user']) AS use) AS asked
    ON latest.agent_purpose = asked.use
    OR (latest.agent_purpose = '' AND (asked.use = 'train' OR latest.signal IN ('robots_ai', 'ai_txt')))
GROUP BY latest.host, asked.use
