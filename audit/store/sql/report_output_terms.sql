-- Which terms were in force for text that says a provider's model wrote it, on the records' dates: findings, not clues.
-- No parameters.  Returns the fields of report_model.OutputTermsRow.
SELECT
    provider,
    output_class AS terms_class,
    output_basis AS product,
    output_clauses AS clauses,
    output_exceptions AS exceptions,
    output_regions AS regions,
    output_sources AS sources,
    count(DISTINCT document) AS documents,
    count(DISTINCT document) FILTER (captured IS NULL) AS undated,
    min(captured) AS first_captured,
    max(captured) AS last_captured
FROM finding
WHERE kind = 'generated' AND level = 'finding' AND provider IS NOT NULL AND basis IS DISTINCT FROM 'style'
GROUP BY ALL
ORDER BY documents DESC, provider, terms_class, sources
