-- What findings attributed the documents to that the learned model of sites spoke of.
-- No parameters.  Returns a row for each pair of platform and kind of source.
SELECT attributed.platform, attributed.source_kind, count(*) AS documents
FROM attributed
JOIN document ON document.document = attributed.document
WHERE document.class_scores IS NOT NULL
GROUP BY ALL
ORDER BY ALL
