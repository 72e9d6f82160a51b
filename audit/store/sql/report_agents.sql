-- What the robots.txt files last seen say to each agent they name, over the hosts that documents come from.
-- Parameters: $most, how many agents.  Returns the fields of report_model.AgentRow, and of how many it is.
WITH page AS (
    SELECT without_www(host) AS host, sum(words) AS words
    FROM document
    WHERE host IS NOT NULL
    GROUP BY ALL
),
last AS (
    SELECT
        without_www(host) AS host,
        agent,
        agent_purpose,
        arg_max(
            value,
            (coalesce(seen, DATE '0001-01-01'), list_position(['unknown', 'absent', 'allowed', 'partial', 'reserved'], value))
        ) AS value
    FROM site_signal
    WHERE signal = 'robots_ai' AND agent <> ''
    GROUP BY ALL
)
SELECT
    last.agent,
    max(last.agent_purpose) AS purpose,
    count(*) AS hosts,
    count(*) FILTER (last.value = 'reserved') AS "all",
    count(*) FILTER (last.value = 'partial') AS some,
    count(*) FILTER (last.value = 'allowed') AS "none",
    coalesce(sum(page.words) FILTER (last.value = 'reserved'), 0)::BIGINT AS words,
    coalesce(sum(page.words) FILTER (last.value = 'reserved') / nullif((SELECT sum(words) FROM document), 0), 0)::DOUBLE AS word_share,
    count(*) OVER () AS of_all
FROM last
JOIN page ON page.host = last.host
WHERE last.value IN ('reserved', 'partial', 'allowed')
GROUP BY last.agent
ORDER BY hosts DESC, last.agent
LIMIT $most
