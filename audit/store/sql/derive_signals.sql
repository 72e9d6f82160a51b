-- State what machine-readable signals say of each document of a range: those of files about its site (its own path, where paths differ), and
-- those of the page itself. The most restrictive wins. A document's own path is not known where its URL is an archive's.
-- Parameters: $first and $last, rows of document.  Fills the columns signal_ of document, and reserved_at_capture.
WITH page AS (
    SELECT rowid AS place, without_www(host) AS host, captured
    FROM document
    WHERE rowid BETWEEN $first AND $last AND without_www(host) IN (SELECT host FROM standing)
),
visit AS (
    SELECT
        page.place,
        coalesce(captured.closed, false) AS closed,
        coalesce(captured.open, false) AS open,
        coalesce(captured.by_path, []) AS by_path,
        latest.closed AS closed_latest,
        latest.open AS open_latest,
        latest.by_path AS by_path_latest
    FROM page
    JOIN standing AS latest ON latest.host = page.host AND latest.since = DATE '9999-12-31'
    ASOF LEFT JOIN (SELECT * FROM standing WHERE since < DATE '9999-12-31') AS captured
        ON captured.host = page.host AND captured.since <= page.captured
),
by_path AS (
    SELECT
        visit.place,
        visit.by_path,
        visit.by_path_latest,
        CASE WHEN regexp_extract(lower(url), '^(?:[a-z][a-z0-9+.-]*:)?//(?:[^/@?#]*@)?([^/:?#]+)', 1) IN (host, host || '.')
            THEN regexp_replace(regexp_extract(url, '^[^/?#]*//[^/?#]*([^#]*)', 1), '^($|[?])', '/\1')
        END AS path
    FROM visit
    JOIN document ON document.rowid = visit.place
    WHERE len(visit.by_path) + len(visit.by_path_latest) > 0
),
asked AS (
    SELECT place, coalesce(TRY(url_decode(path)), path) AS path, by_path, by_path_latest,
        unnest(list_distinct(list_concat(by_path, by_path_latest))) AS rule_set
    FROM by_path
),
fitting AS (
    SELECT
        asked.place,
        list_contains(any_value(asked.by_path), asked.rule_set) AS at_capture,
        list_contains(any_value(asked.by_path_latest), asked.rule_set) AS at_latest,
        arg_max(coalesce(rule.closed::TINYINT, 2), 2 * rule.length + (rule.closed <> rule.ties_open)::INTEGER) AS said
    FROM asked
    JOIN path_rule AS rule ON rule.rule_set = asked.rule_set
    WHERE asked.path LIKE rule.pattern ESCAPE '\'
    GROUP BY asked.place, asked.rule_set
),
fitted AS (
    SELECT
        place,
        bool_or(at_capture AND said = 1) AS closed,
        bool_or(at_capture AND said = 0) AS open,
        bool_or(at_latest AND said = 1) AS closed_latest,
        bool_or(at_latest AND said = 0) AS open_latest
    FROM fitting
    GROUP BY place
),
of_site AS (
    SELECT
        visit.place,
        visit.closed OR coalesce(fitted.closed, false) AS closed,
        visit.open OR coalesce(fitted.open, false) AS open,
        visit.closed_latest OR coalesce(fitted.closed_latest, false) AS closed_latest,
        visit.open_latest OR coalesce(fitted.open_latest, false) AS open_latest
    FROM visit
    LEFT JOIN fitted ON fitted.place = visit.place
),
known AS (
    SELECT
        document.rowid AS place,
        CASE WHEN of_site.closed THEN 'disallowed' WHEN of_site.open THEN 'allowed' ELSE 'unknown' END AS signal_of_site,
        CASE WHEN of_page.closed THEN 'disallowed' WHEN of_page.open THEN 'allowed' ELSE 'unknown' END AS signal_of_page,
        CASE WHEN of_site.closed_latest THEN 'disallowed' WHEN of_site.open_latest THEN 'allowed' ELSE 'unknown' END AS site_latest
    FROM document
    LEFT JOIN of_site ON of_site.place = document.rowid
    LEFT JOIN page_signal AS of_page ON of_page.document = document.document
    WHERE document.rowid BETWEEN $first AND $last
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
WHERE state.place = document.rowid AND document.rowid BETWEEN $first AND $last
    AND (document.signal_of_site, document.signal_of_page, document.signal_latest)
        IS DISTINCT FROM (state.signal_of_site, state.signal_of_page, state.signal_latest)
