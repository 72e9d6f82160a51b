-- What measures tell of sources by name: labels that differ from what else is stated, and what is missing.
-- No parameters.  Returns measure, dimension, source_id, name, declared, concluded, curated, value and documents.
SELECT
    measure.measure,
    measure.dimension,
    source.source_id,
    source.name,
    source.declared,
    source.concluded,
    source.curated,
    measure.value,
    measure.documents
FROM measure_sources AS measure
JOIN source ON source.source_id = measure.subject
WHERE measure.subject_type = 'source' AND measure.measure <> 'inherited_term'
ORDER BY measure.documents DESC, source.source_id, measure.measure, measure.dimension
