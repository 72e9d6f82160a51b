-- What sources were made from. One row a child, parent and relation as somebody states it.
-- No parameters.  Makes the table lineage, filled anew by each judgement.
CREATE TABLE lineage (
    child VARCHAR NOT NULL, -- Source that was made from the parent.
    parent VARCHAR NOT NULL, -- Source.
    relation VARCHAR NOT NULL, -- copied, filtered, translated, paraphrased, aggregated, annotated, generated_by or facts_only.
    basis VARCHAR NOT NULL, -- What states it: a form of manifest, or: known dataset.
    in_circle BOOLEAN NOT NULL DEFAULT false, -- The parent descends from the child too.
    note VARCHAR -- What else a reader should know.
)
