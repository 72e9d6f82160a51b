-- What sites say on the use of the documents: by signals at capture, by the latest signals, by terms, where signals and terms contradict each
-- other, and by each mechanism that closes something of a host to training. A host counts in each state that one of its documents has.
-- No parameters.  Returns the fields of report_model.ConsentRow.
WITH said AS (
    SELECT
        host,
        words,
        coalesce(signal_at_capture, 'unknown') AS at_capture,
        coalesce(signal_latest, 'unknown') AS latest,
        coalesce(terms_class, 'unknown') AS terms
    FROM document
),
closing AS (
    SELECT DISTINCT without_www(host) AS host, signal
    FROM site_signal
    WHERE value IN ('reserved', 'partial') AND agent_purpose IN ('train', '')
),
counted AS (
    SELECT 'capture' AS about, at_capture AS state, count(DISTINCT host) AS hosts, count(*) AS documents, sum(words) AS words
    FROM said
    GROUP BY at_capture
    UNION ALL
    SELECT 'latest', latest, count(DISTINCT host), count(*), sum(words)
    FROM said
    GROUP BY latest
    UNION ALL
    SELECT 'terms', terms, count(DISTINCT host), count(*), sum(words)
    FROM said
    GROUP BY terms
    UNION ALL
    SELECT
        'conflict',
        CASE WHEN at_capture = 'allowed' THEN 'signals_allow_terms_refuse' ELSE 'signals_refuse_terms_open' END,
        count(DISTINCT host),
        count(*),
        sum(words)
    FROM said
    WHERE (at_capture = 'allowed' AND starts_with(terms, 'no_')) OR (at_capture = 'disallowed' AND terms = 'open')
    GROUP BY ALL
    UNION ALL
    SELECT 'mechanism', closing.signal, count(DISTINCT said.host), count(*), sum(said.words)
    FROM said
    JOIN closing ON closing.host = without_www(said.host)
    GROUP BY closing.signal
)
SELECT
    about,
    state,
    hosts,
    documents,
    words::BIGINT AS words,
    coalesce(words / nullif((SELECT sum(words) FROM document), 0), 0)::DOUBLE AS word_share
FROM counted
ORDER BY
    list_position(['capture', 'latest', 'terms', 'conflict', 'mechanism'], about),
    coalesce(
        list_position(['disallowed', 'allowed', 'no_scraping_no_ai', 'no_ai', 'no_scraping', 'conditional', 'open', 'unknown'], state), 0
    ),
    words DESC,
    state
