-- What conditions say of measures, for each purpose and jurisdiction. The checked predicates take the place of FALSE.
-- Parameters: $documents, $purposes and $jurisdictions (side by side).  Returns document, purpose, jurisdiction, fired (a list, one for each condition).
SELECT document, purpose, jurisdiction, [FALSE /* predicate */] AS fired
FROM judged_measure, (SELECT unnest($purposes::VARCHAR[]) AS purpose, unnest($jurisdictions::VARCHAR[]) AS jurisdiction)
WHERE document IN (SELECT unnest($documents::VARCHAR[]))
