-- How many registered domains documents come from, how many these are, and how much text they hold.
-- No parameters.  Returns one row: sites, documents, words, bytes.
SELECT count(DISTINCT domain) AS sites, count(*) AS documents,
    coalesce(sum(words), 0)::BIGINT AS words,
    coalesce(sum(bytes), 0)::BIGINT AS bytes
FROM document
WHERE domain IS NOT NULL
