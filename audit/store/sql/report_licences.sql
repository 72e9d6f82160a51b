-- Licences as declared by records or found in their text.
-- No parameters.  Returns the fields of report_model.LicenceRow.
WITH seen AS (
    SELECT
        found.spdx,
        found.document,
        bool_or(found.level = 'finding' AND coalesce(found.attributes ->> '$.place', '') = 'declared') AS declared,
        bool_or(found.level = 'finding' AND coalesce(found.attributes ->> '$.place', '') <> 'declared') AS found,
        bool_or(found.level = 'finding' AND found.scope IN ('page', 'file', 'dataset')) AS whole,
        any_value(document.words) AS words
    FROM found
    JOIN document ON document.document = found.document
    WHERE found.kind = 'licence' AND found.spdx IS NOT NULL
    GROUP BY found.spdx, found.document
)
SELECT
    spdx,
    count(*) FILTER (declared) AS declared_documents,
    count(*) FILTER (found) AS found_documents,
    count(*) FILTER (NOT declared AND NOT found) AS clue_documents,
    coalesce(sum(words) FILTER (whole) / nullif((SELECT sum(words) FROM document), 0), 0)::DOUBLE AS word_share
FROM seen
GROUP BY spdx
ORDER BY word_share DESC, count(*) DESC, spdx
