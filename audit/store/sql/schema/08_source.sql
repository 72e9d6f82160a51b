-- Sources of the corpus: those that manifests list, and the datasets that these descend from. One row a source.
-- No parameters.  Makes the table source, filled anew by each judgement.
CREATE TABLE source (
    source_id VARCHAR PRIMARY KEY, -- As its manifest calls it; of a known dataset: its id on a hub.
    name VARCHAR NOT NULL, -- For people.
    kind VARCHAR NOT NULL, -- web, dataset, books, code, chat, forum, news, wiki, transcripts, papers, synthetic or other; corpus: all that a manifest lists, as it is to be passed on.
    url VARCHAR, -- Where it was had from.
    version VARCHAR, -- As stated.
    author VARCHAR, -- As stated.
    attribution VARCHAR, -- The credit line to give.
    retrieved_from DATE, -- First day on which it was retrieved.
    retrieved_to DATE, -- Last day.
    declared_raw VARCHAR, -- Its licence as its manifest or card writes it; null: none is stated.
    declared VARCHAR, -- SPDX expression of that, or NOASSERTION.
    suggestion VARCHAR, -- The nearest known id where it did not resolve.
    declared_by VARCHAR, -- Which form of manifest states it, or: known dataset.
    concluded VARCHAR, -- SPDX expression that a person concluded; null: nobody did.
    concluded_by VARCHAR, -- Who.
    concluded_reason VARCHAR, -- Why.
    concluded_on DATE, -- When.
    curated VARCHAR, -- SPDX expression that a list of known datasets gives after reading; null: none does.
    curated_by VARCHAR, -- Who made that list, and when.
    known_as VARCHAR, -- The known dataset that it is.
    origin VARCHAR NOT NULL, -- What tells of it: corpus.toml, croissant, card, datapackage, known dataset or not described.
    listed BOOLEAN NOT NULL -- A manifest lists it; else it is an ancestor, or recognised.
)
