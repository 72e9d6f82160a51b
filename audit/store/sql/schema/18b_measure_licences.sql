-- How licences meet in the corpus. One row a measure that counts any.
-- No parameters.  Makes the view measure_licences.
CREATE VIEW measure_licences AS
SELECT
    'share_alike_licences' AS measure, -- Name of the measure.
    'licences' AS dimension, -- What the value counts.
    'corpus' AS subject_type, -- What it is about.
    'corpus' AS subject, -- Which one.
    count(DISTINCT f.spdx)::DOUBLE AS value, -- Licences.
    count(DISTINCT f.document)::BIGINT AS documents, -- Documents that bear any of them.
    NULL::BIGINT AS bytes, -- Not counted.
    NULL::DOUBLE AS share -- Not counted.
FROM found AS f
JOIN licence_terms AS t ON t.spdx = f.spdx
WHERE f.kind = 'licence' AND f.level = 'finding' AND t.share_alike = 1 AND f.scope IN ('page', 'file', 'dataset')
HAVING count(*) > 0
