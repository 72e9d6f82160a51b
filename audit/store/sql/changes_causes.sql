-- Changes of verdicts by rule, change and cause, most verdicts first. Where neither the rule nor a decision accounts for one, what
-- the rule rests on does: terms and signals of the finding itself; else those of others; else nothing that was traced.
-- Parameters: $most, how many details of a cause are told.  Returns rule, change, cause, verdicts, open, documents, details, examples.
WITH unexplained AS (
    SELECT * FROM changed_verdict WHERE cause IS NULL
),
stated AS (
    SELECT DISTINCT document, fingerprint, spdx, lower(provider) AS provider
    FROM found
    WHERE (document, fingerprint) IN (SELECT DISTINCT document, fingerprint FROM unexplained)
),
place AS (
    SELECT document, domain, without_www(host) AS host, source_id
    FROM document
    WHERE document IN (SELECT DISTINCT document FROM unexplained)
),
rests_on AS (
    SELECT document, fingerprint, 'licence-terms' AS input, spdx AS subject FROM stated WHERE spdx IS NOT NULL
    UNION ALL
    SELECT document, fingerprint, 'provider-terms', provider FROM stated WHERE provider IS NOT NULL
    UNION ALL
    SELECT stated.document, stated.fingerprint, 'site-terms', place.domain FROM stated JOIN place ON place.document = stated.document
    UNION ALL
    SELECT stated.document, stated.fingerprint, 'signals', place.host FROM stated JOIN place ON place.document = stated.document
    UNION ALL
    SELECT stated.document, stated.fingerprint, 'sources', place.source_id FROM stated JOIN place ON place.document = stated.document
),
own AS (
    SELECT
        rests_on.document,
        rests_on.fingerprint,
        rule_input.rule,
        string_agg(DISTINCT changed.input, ' and ' ORDER BY changed.input) AS cause,
        string_agg(DISTINCT concat(changed.subject, ': ', changed.detail), '; ' ORDER BY concat(changed.subject, ': ', changed.detail)) AS detail
    FROM rests_on
    JOIN changed_input AS changed ON changed.input = rests_on.input AND changed.subject = rests_on.subject
    JOIN rule_input ON rule_input.input = changed.input
    GROUP BY ALL
),
other AS (
    SELECT rule_input.rule, string_agg(DISTINCT rule_input.input, ' and ' ORDER BY rule_input.input) AS cause
    FROM rule_input
    WHERE rule_input.input IN (SELECT input FROM changed_input)
    GROUP BY rule_input.rule
),
explained AS (
    SELECT
        each.document,
        each.rule,
        each.change,
        each.open,
        coalesce(each.cause, own.cause, other.cause, 'untraced') AS cause,
        coalesce(each.detail, own.detail, '') AS detail
    FROM changed_verdict AS each
    LEFT JOIN own
        ON each.cause IS NULL AND own.document = each.document AND own.fingerprint = each.fingerprint AND own.rule = each.rule
    LEFT JOIN other ON each.cause IS NULL AND other.rule = each.rule
),
detailed AS (
    SELECT rule, change, cause, detail, count(*) AS verdicts
    FROM explained
    GROUP BY ALL
),
ranked AS (
    SELECT *, row_number() OVER (PARTITION BY rule, change, cause ORDER BY verdicts DESC, detail) AS place
    FROM detailed
),
told AS (
    SELECT
        rule,
        change,
        cause,
        coalesce(
            list(struct_pack(detail := detail, verdicts := verdicts) ORDER BY place) FILTER (place <= $most AND detail <> ''), []
        ) AS details,
        count(*) FILTER (detail <> '') AS details_total
    FROM ranked
    GROUP BY ALL
),
by_document AS (
    SELECT rule, change, cause, document, count(*) AS verdicts, count(*) FILTER (open) AS open
    FROM explained
    GROUP BY ALL
)
SELECT
    seen.rule,
    seen.change,
    seen.cause,
    sum(seen.verdicts)::BIGINT AS verdicts,
    sum(seen.open)::BIGINT AS open,
    count(*) AS documents,
    any_value(told.details) AS details,
    any_value(told.details_total) AS details_total,
    min(seen.document, 3) AS examples
FROM by_document AS seen
JOIN told ON told.rule = seen.rule AND told.change = seen.change AND told.cause = seen.cause
GROUP BY seen.rule, seen.change, seen.cause
ORDER BY sum(seen.verdicts) DESC, seen.rule, seen.change, seen.cause
