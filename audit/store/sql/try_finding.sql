-- What conditions say of findings, for each purpose and jurisdiction. The checked predicates take the place of FALSE.
-- Parameters: $documents, $purposes and $jurisdictions (side by side).  Returns document, purpose, jurisdiction, fired (a list, one for each condition).
SELECT document, purpose, jurisdiction, [FALSE /* predicate */] AS fired
FROM seen_finding($purposes::VARCHAR[], $jurisdictions::VARCHAR[])
WHERE document IN (SELECT unnest($documents::VARCHAR[]))
