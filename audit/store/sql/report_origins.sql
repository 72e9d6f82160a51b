-- What was attributed to platforms, publishers, their groups, or kinds of source, by words.
-- A platform that is called like its kind of source is none of its own.
-- Parameters: $what, one of platform, publisher, group and kind; $most, how many.  Returns the fields of report_model.OriginRow, and of how many it is.
WITH total AS (
    SELECT sum(words) AS words FROM document
),
counted AS (
    SELECT
        CASE $what
            WHEN 'platform' THEN nullif(attributed.platform, attributed.source_kind)
            WHEN 'publisher' THEN attributed.publisher
            WHEN 'group' THEN attributed.group_name
            ELSE attributed.source_kind
        END AS name,
        count(DISTINCT document.domain) AS domains,
        count(*) AS documents,
        sum(document.words)::BIGINT AS words,
        coalesce(sum(document.words) FILTER (document.signal_at_capture = 'disallowed'), 0)::BIGINT AS disallowed_words,
        coalesce(sum(document.words) FILTER (document.signal_at_capture = 'allowed'), 0)::BIGINT AS allowed_words,
        coalesce(sum(document.words) FILTER (document.signal_latest = 'disallowed'), 0)::BIGINT AS disallowed_words_latest,
        coalesce(sum(document.words) FILTER (document.signal_latest = 'allowed'), 0)::BIGINT AS allowed_words_latest,
        coalesce(sum(document.words) FILTER (starts_with(document.terms_class, 'no_')), 0)::BIGINT AS restricted_words,
        coalesce(sum(document.words) FILTER (document.terms_class IN ('conditional', 'open')), 0)::BIGINT AS unrestricted_words,
        histogram(attributed.tier) AS tiers
    FROM attributed
    JOIN document ON document.document = attributed.document
    GROUP BY 1
    HAVING name IS NOT NULL
)
SELECT
    $what AS "by",
    name,
    domains,
    documents,
    counted.words,
    coalesce(counted.words / nullif(total.words, 0), 0)::DOUBLE AS word_share,
    coalesce(sum(counted.words) OVER (ORDER BY counted.words DESC, documents DESC, name ROWS UNBOUNDED PRECEDING) / nullif(total.words, 0), 0)::DOUBLE
        AS cumulative_share,
    disallowed_words,
    allowed_words,
    disallowed_words_latest,
    allowed_words_latest,
    restricted_words,
    unrestricted_words,
    tiers,
    count(*) OVER () AS of_all
FROM counted, total
ORDER BY counted.words DESC, documents DESC, name
LIMIT $most
