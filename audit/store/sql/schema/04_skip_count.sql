-- How often something was not read. One row a shard and reason.
-- No parameters.  Makes the table skip_count.
CREATE TABLE skip_count (
    shard VARCHAR NOT NULL, -- Key of the shard.
    reason VARCHAR NOT NULL, -- Why, from a closed list.
    loses BOOLEAN NOT NULL, -- True where text may have been lost.
    skips BIGINT NOT NULL, -- How often.
    decoded_bytes BIGINT NOT NULL, -- Bytes of the records after decompression, where known.
    stored_bytes BIGINT NOT NULL -- Bytes of files that could not be decoded.
)
