-- Licences as declared by records or found in their text. What a record declares is a finding about the record, at no place in its text.
-- No parameters.  Returns the fields of report_model.LicenceRow.
WITH seen AS (
    SELECT
        found.spdx,
        found.document,
        bool_or(found.attributes ->> '$.place' = 'field' AND found."end" = 0) AS declared,
        bool_or(found.level = 'finding' AND NOT (found.attributes ->> '$.place' IS NOT DISTINCT FROM 'field' AND found."end" = 0)) AS found,
        bool_or(found.level = 'finding' AND found.scope IN ('page', 'file', 'dataset')) AS whole,
        any_value(document.words) AS words
    FROM found
    JOIN document ON document.document = found.document
    WHERE found.kind = 'licence' AND found.spdx IS NOT NULL
    GROUP BY found.spdx, found.document
)
SELECT
    seen.spdx,
    choice.branch,
    choice.chosen_by,
    count(*) FILTER (coalesce(declared, false)) AS declared_documents,
    count(*) FILTER (found) AS found_documents,
    count(*) FILTER (NOT coalesce(declared, false) AND NOT found) AS clue_documents,
    coalesce(sum(words) FILTER (whole) / nullif((SELECT sum(words) FROM document), 0), 0)::DOUBLE AS word_share
FROM seen
LEFT JOIN licence_choice AS choice ON choice.spdx = seen.spdx
GROUP BY seen.spdx, choice.branch, choice.chosen_by
ORDER BY word_share DESC, count(*) DESC, seen.spdx
