-- Documents of each source; of a whole corpus those of the sources that its manifest lists. One row a source that has any.
-- No parameters.  Makes the view source_held.
CREATE VIEW source_held AS
WITH own AS (
    SELECT source_id, count(*) AS documents, sum(bytes)::BIGINT AS bytes, sum(words)::BIGINT AS words
    FROM document
    WHERE source_id NOT IN (SELECT source_id FROM source WHERE kind = 'corpus')
    GROUP BY source_id
)
SELECT
    source_id AS source_id, -- Source.
    documents AS documents, -- Documents.
    bytes AS bytes, -- Of their text.
    words AS words -- Of their text.
FROM own
UNION ALL
SELECT lineage.child, sum(own.documents)::BIGINT, sum(own.bytes)::BIGINT, sum(own.words)::BIGINT
FROM lineage
JOIN source ON source.source_id = lineage.child AND source.kind = 'corpus'
JOIN own ON own.source_id = lineage.parent
GROUP BY lineage.child
