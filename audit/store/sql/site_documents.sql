-- What the documents of one domain, host, platform, publisher, group or kind of source are, in numbers.
-- Parameters: $what, one of these; $called, as site_names gives it.  Returns one row; maps count documents by value, and hosts words by host.
WITH chosen AS (
    SELECT document.*, attributed.* EXCLUDE (document)
    FROM document
    JOIN source_name ON source_name.document = document.document
    LEFT JOIN attributed ON attributed.document = document.document
    WHERE source_name.what = $what AND source_name.name = $called
)
SELECT
    count(*) AS documents,
    coalesce(sum(words), 0)::BIGINT AS words,
    coalesce(sum(words) / nullif((SELECT sum(words) FROM document), 0), 0)::DOUBLE AS word_share,
    coalesce(sum(bytes), 0)::BIGINT AS bytes,
    min(captured) AS first_captured,
    max(captured) AS last_captured,
    count(*) FILTER (captured IS NULL) AS undated,
    coalesce(histogram(coalesce(tier, 'unlisted')), MAP {}) AS tiers,
    coalesce(histogram(platform), MAP {}) AS platforms,
    coalesce(histogram(publisher), MAP {}) AS publishers,
    coalesce(histogram(group_name), MAP {}) AS groups,
    coalesce(histogram(source_kind), MAP {}) AS kinds,
    coalesce(histogram(host), MAP {}) AS hosts,
    coalesce(histogram(coalesce(signal_at_capture, 'unknown')), MAP {}) AS signals_at_capture,
    coalesce(histogram(coalesce(signal_latest, 'unknown')), MAP {}) AS signals_latest,
    coalesce(histogram(coalesce(terms_class, 'unknown')), MAP {}) AS terms,
    coalesce(min(document, 5), []) AS examples
FROM chosen
