-- The corpus as a whole, for disclosures.
-- No parameters.  Returns one row with the fields of report_model.disclosures.Totals.
SELECT
    count(*) AS documents,
    coalesce(sum(document.words), 0)::BIGINT AS words,
    coalesce(sum(document.bytes), 0)::BIGINT AS bytes,
    count(*) FILTER (document.captured IS NULL) AS undated,
    strftime(min(document.captured), '%Y-%m-%d') AS first_captured,
    strftime(max(document.captured), '%Y-%m-%d') AS last_captured,
    count(DISTINCT document.domain) FILTER (document.source_id IS NULL OR source.kind = 'web') AS domains_without_source,
    count(*) FILTER (document.answers IS NOT NULL) AS chats,
    count(*) FILTER (document.declared_model IS NOT NULL) AS naming_a_model
FROM document
LEFT JOIN source ON source.source_id = document.source_id
