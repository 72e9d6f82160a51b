-- Every finding and clue, worst first: the strictest outcome, the highest severity, open before known and waived, findings before clues.
-- Parameters: $most, how many.  Returns the columns of report_model.findings.FINDING_SCHEMA and the total; excerpt is not cut or masked,
-- and empty where the text was compared with a work.
WITH ranked AS (
    SELECT
        found.rowid AS place,
        judged.* EXCLUDE (document, fingerprint, "view"),
        row_number() OVER (
            ORDER BY
                judged.weight DESC NULLS LAST,
                judged.severity DESC NULLS LAST,
                judged.state NULLS LAST,
                found.level = 'finding' DESC,
                found.score DESC,
                found.path,
                found.record,
                found.start,
                found.fingerprint,
                found.attributes
        ) AS number
    FROM found
    LEFT JOIN judged_subject AS judged
        ON judged."view" = 'finding' AND judged.document = found.document AND judged.fingerprint = found.fingerprint
    QUALIFY number <= $most
)
SELECT
    ranked.number,
    found.fingerprint,
    found.document,
    found.path,
    found.record,
    found.record_id,
    found.url,
    coalesce(found.site, document.domain) AS site,
    found.kind,
    found.level,
    found.detector,
    found.score,
    CASE
        WHEN found.work IS NOT NULL THEN 'work'
        WHEN found.family IS NOT NULL THEN 'family'
        WHEN found.signal IS NOT NULL THEN 'signal'
        WHEN found.spdx IS NOT NULL THEN 'spdx'
        WHEN found.platform IS NOT NULL THEN 'platform'
        WHEN found.mark IS NOT NULL THEN 'mark'
        ELSE 'none'
    END AS subject_type,
    coalesce(found.work, found.family, found.signal, found.spdx, found.platform, found.mark, '') AS subject,
    found.start,
    found."end",
    found.reference,
    CASE WHEN found.work IS NULL AND found.reference_quote IS NULL THEN coalesce(found.quote."text", '') ELSE '' END AS excerpt,
    coalesce(ranked.rules, []) AS rules,
    CASE ranked.weight WHEN 2 THEN 'block' WHEN 1 THEN 'review' WHEN 0 THEN 'note' END AS outcome,
    ['info', 'low', 'medium', 'high', 'critical'][ranked.severity] AS severity,
    coalesce(['open', 'baselined', 'waived'][ranked.state], 'none') AS state,
    coalesce(ranked.waivers, []) AS waivers,
    (SELECT count(*) FROM found) AS total
FROM ranked
JOIN found ON found.rowid = ranked.place
LEFT JOIN document ON document.document = found.document
QUALIFY row_number() OVER (PARTITION BY ranked.number ORDER BY document.rowid) = 1
ORDER BY ranked.number
