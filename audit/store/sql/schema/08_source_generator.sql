-- Models that wrote a source or parts of it. One row a model as somebody states it.
-- No parameters.  Makes the table source_generator, filled anew by each judgement.
CREATE TABLE source_generator (
    source_id VARCHAR NOT NULL, -- Source.
    provider VARCHAR, -- Who offers the model; null: not known.
    model VARCHAR, -- As named; null: not known.
    product VARCHAR, -- consumer, API or weights; null: not known.
    written DATE, -- When it wrote; null: not known.
    basis VARCHAR NOT NULL -- What states it: a form of manifest, or: known dataset.
)
