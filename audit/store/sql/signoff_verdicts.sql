-- Digests of all verdicts with what lets them pass, by rule and first digit of the finding, so that no part is large.
-- No parameters.  Returns rule, part, digest.
SELECT
    rule,
    substr(fingerprint, 1, 1) AS part,
    sha256(string_agg(said, chr(10) ORDER BY said)) AS digest
FROM (
    SELECT
        rule,
        fingerprint,
        concat_ws(
            chr(31),
            document,
            fingerprint,
            purpose,
            jurisdiction,
            outcome,
            coalesce(waiver, ''),
            CASE WHEN baselined THEN 'known' ELSE 'new' END
        ) AS said
    FROM verdict
)
GROUP BY rule, part
ORDER BY rule, part
