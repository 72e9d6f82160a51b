-- Licences that documents of each source bear as a whole: as their record declares, or as found in them.
-- No parameters.  Returns source_id and the fields of report_model.DetectedLicence.
WITH held AS (
    SELECT source_id, count(*) AS documents FROM document WHERE source_id IS NOT NULL GROUP BY source_id
)
SELECT
    document.source_id,
    found.spdx,
    CASE WHEN found.attributes ->> '$.place' IS NOT DISTINCT FROM 'field' AND found."end" = 0 THEN 'record' ELSE 'text' END AS place,
    count(DISTINCT found.document) AS documents,
    count(DISTINCT found.document) / any_value(held.documents) AS document_share
FROM found
JOIN document ON document.document = found.document
JOIN held ON held.source_id = document.source_id
WHERE found.kind = 'licence' AND found.level = 'finding' AND found.scope IN ('page', 'file', 'dataset') AND found.spdx IS NOT NULL
GROUP BY document.source_id, found.spdx, 3
ORDER BY document.source_id, documents DESC, found.spdx, place
