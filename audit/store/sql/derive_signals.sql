-- State what machine-readable signals say of each document: those of files about its site (its own path, where paths differ), of its own
-- headers and elements, and of an open licence on it, which lifts no reservation. The most restrictive wins. A document's own path is not
-- known where its URL is an archive's.
-- No parameters.  Fills the columns signal_ of document, and reserved_at_capture.
WITH page AS (
    SELECT
        rowid AS place,
        CASE WHEN starts_with(host, 'www.') THEN substr(host, 5) ELSE host END AS host,
        captured,
        CASE WHEN regexp_extract(lower(url), '^(?:[a-z][a-z0-9+.-]*:)?//(?:[^/@?#]*@)?([^/:?#]+)', 1) IN (host, host || '.')
            THEN regexp_replace(regexp_extract(url, '^[^/?#]*//[^/?#]*([^#]*)', 1), '^($|[?])', '/\1')
        END AS path
    FROM document
    WHERE CASE WHEN starts_with(host, 'www.') THEN substr(host, 5) ELSE host END IN (SELECT host FROM standing)
),
visit AS (
    SELECT page.place, page.path, standing.asked = DATE '9999-12-31' AS latest, standing.closed, standing.open, standing.by_path
    FROM (
        SELECT place, host, path, captured AS asked FROM page WHERE captured IS NOT NULL
        UNION ALL
        SELECT place, host, path, DATE '9999-12-31' FROM page
    ) AS page
    JOIN standing ON standing.host = page.host AND standing.asked = page.asked
),
asked AS (
    SELECT place, latest, path, unnest(by_path, recursive := true) FROM visit
),
fitting AS (
    SELECT
        asked.path,
        asked.rules,
        asked.ties_open,
        arg_max(coalesce(path_rule.closed::TINYINT, 2), 2 * path_rule.length + (path_rule.closed <> asked.ties_open)::INTEGER) AS said
    FROM (SELECT *, coalesce(TRY(url_decode(path)), path) AS plain FROM (SELECT DISTINCT path, rules, ties_open FROM asked)) AS asked
    JOIN path_rule ON path_rule.rules = asked.rules
    WHERE asked.plain LIKE path_rule.pattern ESCAPE '\'
    GROUP BY asked.path, asked.rules, asked.ties_open
),
said AS (
    SELECT place, latest, closed, open FROM visit
    UNION ALL
    SELECT asked.place, asked.latest, fitting.said = 1, fitting.said = 0
    FROM asked
    JOIN fitting ON fitting.path = asked.path AND fitting.rules = asked.rules AND fitting.ties_open = asked.ties_open
),
of_site AS (
    SELECT
        place,
        coalesce(bool_or(closed) FILTER (NOT latest), false) AS closed,
        coalesce(bool_or(open) FILTER (NOT latest), false) AS open,
        bool_or(closed) FILTER (latest) AS closed_latest,
        bool_or(open) FILTER (latest) AS open_latest
    FROM said
    GROUP BY place
),
of_page AS (
    SELECT document, bool_or(closed) AS closed, bool_or(open) AS open
    FROM (
        SELECT document, value = 'reserved' AS closed, value = 'allowed' AS open
        FROM found
        WHERE kind = 'optout' AND signal <> 'tos_text' AND attributes ->> '$.file' IS NULL
            AND coalesce(attributes ->> '$.media', '') = ''
            AND coalesce(attributes ->> '$.agent_purpose', '') IN ('', 'train')
        UNION ALL
        SELECT document, false, true
        FROM found
        WHERE kind = 'licence' AND level = 'finding' AND scope = 'page' AND regexp_matches(spdx, '^CC(0|-BY|-BY-SA)-[0-9]')
    )
    GROUP BY document
),
known AS (
    SELECT
        document.rowid AS place,
        CASE WHEN of_site.closed THEN 'disallowed' WHEN of_site.open THEN 'allowed' ELSE 'unknown' END AS signal_of_site,
        CASE WHEN of_page.closed THEN 'disallowed' WHEN of_page.open THEN 'allowed' ELSE 'unknown' END AS signal_of_page,
        CASE WHEN of_site.closed_latest THEN 'disallowed' WHEN of_site.open_latest THEN 'allowed' ELSE 'unknown' END AS site_latest
    FROM document
    LEFT JOIN of_site ON of_site.place = document.rowid
    LEFT JOIN of_page ON of_page.document = document.document
),
state AS (
    SELECT
        place,
        signal_of_site,
        signal_of_page,
        CASE
            WHEN 'disallowed' IN (signal_of_site, signal_of_page) THEN 'disallowed'
            WHEN 'allowed' IN (signal_of_site, signal_of_page) THEN 'allowed'
            ELSE 'unknown'
        END AS signal_at_capture,
        CASE
            WHEN 'disallowed' IN (site_latest, signal_of_page) THEN 'disallowed'
            WHEN 'allowed' IN (site_latest, signal_of_page) THEN 'allowed'
            ELSE 'unknown'
        END AS signal_latest
    FROM known
)
UPDATE document
SET
    signal_of_site = state.signal_of_site,
    signal_of_page = state.signal_of_page,
    signal_at_capture = state.signal_at_capture,
    signal_latest = state.signal_latest,
    reserved_at_capture = state.signal_at_capture = 'disallowed'
FROM state
WHERE state.place = document.rowid
    AND (document.signal_of_site, document.signal_of_page, document.signal_latest)
        IS DISTINCT FROM (state.signal_of_site, state.signal_of_page, state.signal_latest)
