-- Findings that are new, gone and unchanged, by kind and cause; those of one document count once among its documents.
-- No parameters.  Returns the fields of report_model.FindingsSince.
SELECT
    kind,
    change,
    cause,
    count(*) AS findings,
    count(DISTINCT coalesce(document_after, document_before)) AS documents
FROM diff_finding
GROUP BY kind, change, cause
ORDER BY change = 'unchanged', count(*) DESC, kind, change, cause
