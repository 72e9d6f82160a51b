-- Models that wrote each source or parts of it, with the terms that held.
-- No parameters.  Returns source_id and the fields of report_model.GeneratorRow.
SELECT DISTINCT
    generator.source_id,
    generator.provider,
    generator.model,
    generator.product,
    generator.written,
    generator.basis,
    terms.class AS terms_class
FROM source_generator AS generator
LEFT JOIN output_terms AS terms
    ON terms.provider = lower(generator.provider)
    AND terms.model IS NOT DISTINCT FROM generator.model
    AND terms.product IS NOT DISTINCT FROM generator.product
    AND terms.captured IS NOT DISTINCT FROM generator.written
ORDER BY generator.source_id, generator.provider NULLS LAST, generator.model NULLS LAST, generator.basis
