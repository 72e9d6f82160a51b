-- What was read. One row a piece of a file: a whole file, or a part of a large one.
-- No parameters.  Makes the table piece.
CREATE TABLE piece (
    shard VARCHAR NOT NULL, -- Key of the shard that holds the piece.
    path VARCHAR NOT NULL, -- Name of the file in the corpus.
    piece INTEGER NOT NULL, -- Place among the pieces of its file, from 0.
    format VARCHAR NOT NULL, -- Name of the reader, such as jsonl.
    stored_bytes BIGINT NOT NULL, -- Bytes as stored.
    decoded_bytes BIGINT NOT NULL, -- Bytes after decompression.
    records BIGINT NOT NULL, -- Records met, skipped ones included.
    documents BIGINT NOT NULL, -- Records read as text.
    words BIGINT NOT NULL, -- Words of the documents.
    skipped_bytes BIGINT NOT NULL, -- Decoded bytes of records whose skip loses text.
    lost_bytes BIGINT NOT NULL, -- Stored bytes that could not be decoded.
    opened BOOLEAN NOT NULL, -- True where the piece could be opened as what it is.
    first_record BIGINT NOT NULL -- Records of the file before this piece.
)
