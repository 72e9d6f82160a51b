-- By rule, a digest of which verdicts are open and not in the baseline, whatever their order: of each, what is stated of which place
-- of which record, which is known by its id, else its URL, else its own place; of a measure, its fingerprint.
-- No parameters.  Returns rule, digest; rules without such a verdict are not there.
WITH open AS (
    SELECT DISTINCT rule, document, fingerprint
    FROM verdict
    WHERE waiver IS NULL AND NOT baselined
),
named AS (
    SELECT
        open.rule,
        CASE
            WHEN found.document IS NULL THEN open.fingerprint
            ELSE
                concat_ws(
                    chr(31),
                    coalesce(found.record_id, found.url, found.document),
                    found.detector,
                    found.kind,
                    found.start,
                    found."end",
                    coalesce(found.work, ''),
                    coalesce(found.platform, ''),
                    coalesce(found.family, ''),
                    coalesce(found.spdx, ''),
                    coalesce(found.signal, '')
                )
        END AS said
    FROM open
    LEFT JOIN found ON found.document = open.document AND found.fingerprint = open.fingerprint
)
SELECT rule, md5(concat(count(*), ' ', sum(md5_number_upper(said)), ' ', sum(md5_number_lower(said)))) AS digest
FROM named
GROUP BY rule
ORDER BY rule
