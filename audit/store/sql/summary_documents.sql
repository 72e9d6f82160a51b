-- A digest of which documents there are, whatever their order: of each its id, else its URL, else its place, and its size.
-- No parameters.  Returns digest.
SELECT md5(concat(count(*), ' ', sum(md5_number_upper(said)), ' ', sum(md5_number_lower(said)))) AS digest
FROM (
    SELECT concat_ws(chr(31), coalesce(record_id, url, document), bytes, words) AS said FROM document
)
