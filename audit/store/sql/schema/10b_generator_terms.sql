-- Models that wrote sources or parts of them, with the terms that held for their output. One row a source, model and how it is known.
-- No parameters.  Makes the view generator_terms.
CREATE VIEW generator_terms AS
SELECT
    generator.source_id AS source_id, -- Source.
    generator.provider AS provider, -- Who offers the model.
    generator.model AS model, -- As named; null: it is not.
    generator.product AS product, -- How its output was had; null: not known.
    generator.written AS written, -- When it wrote; null: not known.
    generator.basis AS basis, -- How it is known.
    coalesce(terms.train_competing, 2) AS train_competing, -- Training other models: 0 permitted to 3 refused.
    terms.class AS terms_class -- The strictest class of its terms; null: none is recorded.
FROM source_generator AS generator
LEFT JOIN output_terms AS terms
    ON terms.provider = lower(generator.provider)
    AND terms.model IS NOT DISTINCT FROM generator.model
    AND terms.product IS NOT DISTINCT FROM generator.product
    AND terms.captured IS NOT DISTINCT FROM generator.written
