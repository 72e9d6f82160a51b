-- The rules that named findings of source or opt-out in documents of one domain, host, platform, publisher, group or kind of source.
-- Parameters: $what, one of these; $called, as site_names gives it.  Returns rule, outcome, documents, waived (of these).
SELECT
    verdict.rule,
    min(verdict.outcome) AS outcome,
    count(DISTINCT verdict.document) AS documents,
    count(DISTINCT verdict.document) FILTER (verdict.waiver IS NOT NULL) AS waived
FROM verdict
JOIN source_name ON source_name.document = verdict.document
JOIN found ON found.document = verdict.document AND found.fingerprint = verdict.fingerprint
WHERE source_name.what = $what AND source_name.name = $called AND found.kind IN ('scraped', 'optout')
GROUP BY verdict.rule
ORDER BY list_position(['block', 'review', 'note'], min(verdict.outcome)), documents DESC, verdict.rule
