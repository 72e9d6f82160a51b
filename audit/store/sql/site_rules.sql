-- The rules that named findings of source or opt-out in documents of one domain, host, platform, publisher, group or kind of source.
-- Parameters: $what, one of these; $called, as site_names gives it.  Returns rule, outcome, documents, waived (of these).
WITH chosen AS (
    SELECT document.*, attributed.tier, attributed.platform, attributed.publisher, attributed.group_name, attributed.source_kind
    FROM document
    LEFT JOIN attributed ON attributed.document = document.document
    WHERE CASE $what
        WHEN 'domain' THEN document.domain
        WHEN 'host' THEN regexp_replace(document.host, '^www\.', '')
        WHEN 'platform' THEN attributed.platform
        WHEN 'publisher' THEN attributed.publisher
        WHEN 'group' THEN attributed.group_name
        ELSE attributed.source_kind
    END = $called
)
SELECT
    verdict.rule,
    min(verdict.outcome) AS outcome,
    count(DISTINCT verdict.document) AS documents,
    count(DISTINCT verdict.document) FILTER (verdict.waiver IS NOT NULL) AS waived
FROM verdict
JOIN chosen ON chosen.document = verdict.document
JOIN found ON found.document = verdict.document AND found.fingerprint = verdict.fingerprint
WHERE found.kind IN ('scraped', 'optout')
GROUP BY verdict.rule
ORDER BY list_position(['block', 'review', 'note'], min(verdict.outcome)), documents DESC, verdict.rule
