-- What comes from each registered domain, by words.
-- Parameters: $most, how many.  Returns the fields of report_model.SiteRow.
SELECT
    domain,
    platform,
    publisher,
    source_kind,
    documents,
    words,
    word_share,
    sum(word_share) OVER (ORDER BY words DESC, documents DESC, domain ROWS UNBOUNDED PRECEDING) AS cumulative_share,
    bytes,
    hosts,
    group_name,
    first_captured,
    last_captured,
    undated,
    signal_at_capture,
    signal_latest,
    reserved_words,
    terms_class
FROM site
ORDER BY words DESC, documents DESC, domain
LIMIT $most
