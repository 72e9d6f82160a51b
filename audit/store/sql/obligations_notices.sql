-- Copyright notices of the documents that bear a licence, by licence.
-- No parameters.  Returns licence, holder, years, documents.
SELECT
    credit.licence,
    found.attributes ->> '$.holder' AS holder,
    found.attributes ->> '$.years' AS years,
    count(DISTINCT found.document) AS documents
FROM found
JOIN (SELECT DISTINCT document, licence FROM credit) AS credit ON credit.document = found.document
WHERE found.kind = 'licence' AND (contains(found.attributes, '"holder":"') OR contains(found.attributes, '"years":"'))
GROUP BY ALL
ORDER BY credit.licence, holder NULLS LAST, years NULLS LAST
