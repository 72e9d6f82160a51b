-- Findings by kind, kinds without any included.
-- No parameters.  Returns the fields of report_model.KindCount.
SELECT
    kind.kind,
    count(found.kind) FILTER (found.level = 'finding') AS findings,
    count(found.kind) FILTER (found.level = 'clue') AS clues,
    count(DISTINCT found.document) AS documents,
    coalesce(count(DISTINCT found.document) / nullif((SELECT count(*) FROM document), 0), 0)::DOUBLE AS document_share
FROM (SELECT unnest(['copyright', 'scraped', 'generated', 'licence', 'optout']) AS kind, unnest(range(5)) AS place) AS kind
LEFT JOIN found ON found.kind = kind.kind
GROUP BY kind.kind, kind.place
ORDER BY kind.place
