-- What decisions that are being recorded cover, as their lists name it, where that is short enough to be listed.
-- Parameters: $most, entries of a list.  Returns waiver, entries.
SELECT waiver, list(DISTINCT entry ORDER BY entry) AS entries
FROM waiver_group
GROUP BY waiver
HAVING count(DISTINCT entry) <= $most
ORDER BY waiver
