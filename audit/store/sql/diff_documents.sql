-- Documents that only one of two runs has, or that have another size there. They are known by their id, else their URL, else their place.
-- No parameters.  Makes the table diff_document of this connection.
CREATE OR REPLACE TEMPORARY TABLE diff_document AS
SELECT 'gone' AS change, one.document
FROM earlier.document AS one
ANTI JOIN later.document AS other
    ON coalesce(other.record_id, other.url, other.document) = coalesce(one.record_id, one.url, one.document)
    AND other.bytes = one.bytes
    AND other.words = one.words
UNION ALL
SELECT 'new', one.document
FROM later.document AS one
ANTI JOIN earlier.document AS other
    ON coalesce(other.record_id, other.url, other.document) = coalesce(one.record_id, one.url, one.document)
    AND other.bytes = one.bytes
    AND other.words = one.words
