-- What decisions on findings rest on, beside their rules: text, works and what is known of licences, of all that each covers.
-- Measures have none of these.
-- No parameters.  Returns waiver, text_sha256, work_id, licence_verdict.
WITH about AS (
    SELECT DISTINCT waiver, document, fingerprint
    FROM waiver_group
    WHERE covered
),
said AS (
    SELECT
        about.waiver,
        sha256(found.quote."text") AS text_sha256,
        found.work,
        concat_ws(
            ' ',
            coalesce(found.spdx, source.concluded, source.declared, document.declared_licence, 'none'),
            'commercial=' || terms.commercial,
            'changes=' || terms.derive,
            'copies=' || terms.redistribute,
            'training=' || terms.train
        ) AS licence
    FROM about
    JOIN found ON found.document = about.document AND found.fingerprint = about.fingerprint
    JOIN document ON document.document = found.document
    LEFT JOIN source ON source.source_id = document.source_id
    LEFT JOIN licence_terms AS terms ON terms.spdx = coalesce(found.spdx, source.concluded, source.declared)
)
SELECT
    waiver,
    CASE count(DISTINCT text_sha256) WHEN 1 THEN min(text_sha256) ELSE sha256(string_agg(DISTINCT text_sha256, ' ' ORDER BY text_sha256)) END AS text_sha256,
    string_agg(DISTINCT work, ', ' ORDER BY work) AS work_id,
    string_agg(DISTINCT licence, ', ' ORDER BY licence) AS licence_verdict
FROM said
GROUP BY waiver
ORDER BY waiver
