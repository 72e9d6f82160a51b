-- By rule, a digest of which verdicts are open and not in the baseline, by fingerprints that last, whatever their order.
-- No parameters.  Returns rule, digest; rules without such a verdict are not there.
WITH open AS (
    SELECT DISTINCT rule, document, fingerprint
    FROM verdict
    WHERE waiver IS NULL AND NOT baselined
),
named AS (
    SELECT DISTINCT open.rule, open.document, open.fingerprint, coalesce(lasting.lasting, open.fingerprint) AS said
    FROM open
    LEFT JOIN lasting ON lasting.document = open.document AND lasting.fingerprint = open.fingerprint
)
SELECT rule, md5(concat(count(*), ' ', sum(md5_number_upper(said)), ' ', sum(md5_number_lower(said)))) AS digest
FROM named
GROUP BY rule
ORDER BY rule
