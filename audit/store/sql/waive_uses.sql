-- How much each waiver lets pass; a document that a measure is about is none.
-- No parameters.  Returns waiver, verdicts, findings, documents.
SELECT
    waived.waiver,
    count(*) AS verdicts,
    count(DISTINCT (waived.document, waived.fingerprint)) AS findings,
    count(DISTINCT document.document) AS documents
FROM waived
LEFT JOIN document ON document.document = waived.document
GROUP BY waived.waiver
