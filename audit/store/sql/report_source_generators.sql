-- Models that wrote each source or parts of it, with the terms that held.
-- No parameters.  Returns source_id and the fields of report_model.GeneratorRow.
SELECT DISTINCT * EXCLUDE (train_competing)
FROM generator_terms
ORDER BY source_id, provider NULLS LAST, model NULLS LAST, basis
