-- What each waiver that is being weighed is about, as its list would name it.
-- No parameters.  Returns waiver, entry.
SELECT DISTINCT waiver, entry
FROM waiver_group
ORDER BY waiver, entry
