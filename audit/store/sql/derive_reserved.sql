-- Mark the documents whose site had a reservation in force when they were captured, as files about the site that lie in the corpus say,
-- such as its robots.txt. Such a file speaks for its own host, where www. makes no difference, and here only if it is about the whole
-- site. What each mechanism said to each agent last before the capture counts; one that allows hides no other.
-- No parameters.  Fills document.reserved_at_capture where it is not known.
WITH page AS (
    SELECT document, captured, regexp_extract(lower(url), '^(?:[a-z]+:)?//(?:[^/@?#]*@)?(?:www\.)?([^/:?#]+)', 1) AS host
    FROM document
    WHERE url IS NOT NULL AND captured IS NOT NULL
),
said AS (
    SELECT page.host, found.signal, coalesce(found.agent, '') AS agent, page.captured, max(found.value) AS value
    FROM found
    JOIN page ON page.document = found.document
    WHERE found.kind = 'optout' AND found.level = 'finding' AND found.value IN ('reserved', 'allowed')
        AND coalesce(found.attributes ->> '$.site_path', '/') IN ('', '/', '/*')
        AND regexp_matches(lower(found.url), '/(robots\.txt|ai\.txt|tdmrep\.json)([?#]|$)')
    GROUP BY ALL
),
visit AS (
    SELECT DISTINCT page.host, page.captured, mechanism.signal, mechanism.agent
    FROM page
    JOIN (SELECT DISTINCT host, signal, agent FROM said) AS mechanism ON mechanism.host = page.host
),
state AS (
    SELECT visit.host, visit.captured, bool_or(said.value = 'reserved') AS reserved
    FROM visit
    ASOF JOIN said
        ON said.host = visit.host
        AND said.signal = visit.signal
        AND said.agent = visit.agent
        AND said.captured <= visit.captured
    GROUP BY ALL
)
UPDATE document
SET reserved_at_capture = state.reserved
FROM page
JOIN state ON state.host = page.host AND state.captured = page.captured
WHERE page.document = document.document AND document.reserved_at_capture IS NULL
