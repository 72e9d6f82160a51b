-- What was not read. One row a skip, at most 100 a shard and reason; the table skip_count has them all.
-- No parameters.  Makes the table skip.
CREATE TABLE skip (
    shard VARCHAR NOT NULL, -- Key of the shard.
    path VARCHAR NOT NULL, -- Name of the file in the corpus.
    record BIGINT, -- Number of the record in its file, from 0; null: the file, or the rest of it.
    reason VARCHAR NOT NULL, -- Why, from a closed list.
    detail VARCHAR NOT NULL, -- One line for a person.
    decoded_bytes BIGINT NOT NULL, -- Bytes of the record after decompression, where known.
    stored_bytes BIGINT NOT NULL -- Bytes of the file that could not be decoded.
)
