-- Datasets that documents are of: known ones, and those that a manifest lists as a dataset; most words first.
-- No parameters.  Returns the fields of report_model.disclosures.DatasetRow.
SELECT
    source.source_id,
    source.name,
    source.url,
    source.known_as IS NOT NULL OR source.origin = 'known dataset' AS recognised,
    coalesce(
        nullif(concat_ws(' to ', strftime(source.retrieved_from, '%m/%Y'), strftime(source.retrieved_to, '%m/%Y')), ''), ''
    ) AS retrieved,
    held.documents::BIGINT AS documents,
    held.words,
    coalesce(held.words / nullif(sum(held.words) OVER (), 0), 0)::DOUBLE AS share
FROM source
JOIN source_held AS held ON held.source_id = source.source_id
WHERE source.kind <> 'corpus' AND (source.known_as IS NOT NULL OR source.origin = 'known dataset' OR source.kind = 'dataset')
ORDER BY held.words DESC, source.source_id
