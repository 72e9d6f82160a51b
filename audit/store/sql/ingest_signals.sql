-- Put what the corpus itself shows of sites' signals into the store: from files about a site, and from headers and elements of its pages.
-- No parameters.  Fills site_signal.
INSERT INTO site_signal BY NAME
WITH said AS (
    SELECT
        coalesce(found.attributes ->> '$.host', document.host) AS host,
        found.signal,
        coalesce(found.agent, '') AS agent,
        coalesce(found.attributes ->> '$.agent_purpose', '') AS agent_purpose,
        found.value,
        document.captured AS seen,
        coalesce(found.attributes ->> '$.file', '') AS file,
        found.document,
        coalesce(found.attributes ->> '$.site_path', '') AS site_path,
        coalesce(found.attributes ->> '$.path_rules', '') AS path_rules
    FROM found
    JOIN document ON document.document = found.document
    WHERE found.kind = 'optout' AND found.signal <> 'tos_text' AND found.value IS NOT NULL
        AND coalesce(found.attributes ->> '$.media', '') = ''
)
SELECT
    host,
    signal,
    agent,
    agent_purpose,
    value,
    seen,
    'corpus' AS origin,
    file,
    CASE file WHEN '' THEN 'page' ELSE 'site' END AS about,
    min(document) AS document,
    site_path,
    path_rules
FROM said
WHERE host IS NOT NULL
GROUP BY ALL
ORDER BY ALL
