-- Sources that manifests list or that documents are of: a whole corpus first, then by words.
-- Parameters: $most.  Returns the fields of report_model.SourceRow, agreement and what is beneath left out; descends: it has parents or generators.
SELECT
    source.* EXCLUDE (version, retrieved_from, retrieved_to, known_as),
    coalesce(held.documents, 0) AS documents,
    coalesce(held.words, 0) AS words,
    coalesce(held.words / nullif((SELECT sum(words) FROM document), 0), 0)::DOUBLE AS word_share
FROM source
LEFT JOIN source_held AS held ON held.source_id = source.source_id
WHERE source.listed OR held.source_id IS NOT NULL
ORDER BY source.kind = 'corpus' DESC, words DESC, source.source_id
LIMIT $most
