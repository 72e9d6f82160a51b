-- How many registered domains documents come from, and how much text these documents hold.
-- No parameters.  Returns one row: sites, bytes.
SELECT count(DISTINCT domain) AS sites, coalesce(sum(bytes), 0)::BIGINT AS bytes FROM document WHERE domain IS NOT NULL
