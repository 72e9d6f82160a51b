-- Which documents are a source's. One row a pattern or name.
-- No parameters.  Makes the table source_match, filled anew by each judgement.
CREATE TABLE source_match (
    source_id VARCHAR NOT NULL, -- Source.
    what VARCHAR NOT NULL, -- path, field, domain, dataset or whole: this is also the order in which they count.
    value VARCHAR NOT NULL, -- Pattern of files' names; else a name in lower case.
    folder VARCHAR, -- First folder of a pattern where that has no wildcard: others need not be compared.
    place INTEGER NOT NULL -- Order of the manifests.
)
