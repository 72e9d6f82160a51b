-- What comes from each registered domain, by words.
-- Parameters: $most, how many.  Returns the fields of report_model.SiteRow.
WITH known AS (
    SELECT coalesce(found.site, document.domain) AS domain, min(platform) AS platform, min(publisher) AS publisher, min(source_kind) AS source_kind
    FROM found
    JOIN document ON document.document = found.document
    WHERE found.kind = 'scraped' AND found.tier = 'url'
    GROUP BY 1
)
SELECT
    document.domain,
    any_value(known.platform) AS platform,
    any_value(known.publisher) AS publisher,
    any_value(known.source_kind) AS source_kind,
    count(*) AS documents,
    sum(document.words)::BIGINT AS words,
    coalesce(sum(document.words) / nullif((SELECT sum(words) FROM document), 0), 0)::DOUBLE AS word_share
FROM document
LEFT JOIN known ON known.domain = document.domain
WHERE document.domain IS NOT NULL
GROUP BY document.domain
ORDER BY words DESC, documents DESC, document.domain
LIMIT $most
