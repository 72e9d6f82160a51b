-- What each licence expression says on each kind of use and duty, in long form. One row an expression and dimension.
-- No parameters.  Makes the view licence_term.
CREATE VIEW licence_term AS
WITH cited AS (
    SELECT part.spdx, string_agg(DISTINCT licence.source, '; ' ORDER BY licence.source) AS cite
    FROM licence_part AS part
    JOIN licence ON licence.licence = part.licence
    GROUP BY part.spdx
)
SELECT
    term.spdx AS spdx, -- Expression as a finding or a source names it.
    term.dimension AS dimension, -- commercial, derive, redistribute, attribution, share_alike, notice_text, source_disclosure, train or train_competing.
    term.value AS value, -- 0 to 3; of parts that all apply the strictest.
    list_extract(['granted', 'on a condition', 'unclear', 'refused'], term.value + 1) AS word, -- The same in words.
    cited.cite AS cite -- What the terms were read from.
FROM (
    SELECT
        spdx,
        unnest(['commercial', 'derive', 'redistribute', 'attribution', 'share_alike', 'notice_text', 'source_disclosure', 'train', 'train_competing']) AS dimension,
        unnest([commercial, derive, redistribute, attribution, share_alike, notice_text, source_disclosure, train, train_competing]) AS value
    FROM licence_terms
) AS term
LEFT JOIN cited ON cited.spdx = term.spdx
