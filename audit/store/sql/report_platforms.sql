-- What was attributed to each platform or kind of source.
-- No parameters.  Returns the fields of report_model.PlatformRow.
SELECT
    platform,
    min(source_kind) AS source_kind,
    count(*) FILTER (level = 'finding') AS findings,
    count(*) FILTER (level = 'clue') AS clues,
    count(DISTINCT document) AS documents,
    coalesce(count(DISTINCT document) / nullif((SELECT count(*) FROM document), 0), 0)::DOUBLE AS document_share
FROM found
WHERE kind = 'scraped' AND platform IS NOT NULL
GROUP BY platform
ORDER BY documents DESC, platform
