-- Mark the documents whose site had a reservation in force when they were captured, as files about the site that lie in the corpus say,
-- such as its robots.txt. What each mechanism said to each agent last before the capture counts; one that allows hides no other.
-- No parameters.  Fills document.reserved_at_capture where it is not known.
WITH said AS (
    SELECT coalesce(f.site, d.domain) AS domain, f.signal, coalesce(f.agent, '') AS agent, d.captured, max(f.value) AS value
    FROM found AS f
    JOIN document AS d ON d.document = f.document
    WHERE f.kind = 'optout' AND f.level = 'finding' AND f.value IN ('reserved', 'allowed') AND d.captured IS NOT NULL
        AND regexp_matches(lower(coalesce(d.url, d.path)), '(^|/)(robots\.txt|ai\.txt|tdmrep\.json)([?#]|$)')
    GROUP BY ALL
),
visit AS (
    SELECT DISTINCT d.domain, d.captured, s.signal, s.agent
    FROM document AS d
    JOIN (SELECT DISTINCT domain, signal, agent FROM said) AS s ON s.domain = d.domain
    WHERE d.captured IS NOT NULL
),
state AS (
    SELECT visit.domain, visit.captured, bool_or(said.value = 'reserved') AS reserved
    FROM visit
    ASOF JOIN said
        ON said.domain = visit.domain
        AND said.signal = visit.signal
        AND said.agent = visit.agent
        AND said.captured <= visit.captured
    GROUP BY ALL
)
UPDATE document
SET reserved_at_capture = state.reserved
FROM state
WHERE state.domain = document.domain AND state.captured = document.captured AND document.reserved_at_capture IS NULL
