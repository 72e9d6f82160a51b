-- How many documents have a style score, and how many are too short for one.
-- Parameters: $fewest, words from which a text may be scored.  Returns one row.
SELECT
    count(*) AS documents,
    count(style_score) AS scored,
    count(*) FILTER (style_score IS NULL AND words < $fewest) AS short,
    count(*) FILTER (style_score IS NULL AND words >= $fewest) AS unlike
FROM document
