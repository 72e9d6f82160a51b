-- What manifests state of their sources beside licences: version and days of retrieval.
-- Parameters: $most.  Returns the fields of report_model.dataset.SourceFacts.
SELECT source_id, version, retrieved_from, retrieved_to
FROM source
WHERE coalesce(version, CAST(retrieved_from AS VARCHAR), CAST(retrieved_to AS VARCHAR)) IS NOT NULL
ORDER BY source_id
LIMIT $most
