-- What waivers are about now: distinct entries, their digest, and how many of them were not counted when the waiver was written.
-- No parameters.  Returns waiver, now, digest, grown.
SELECT
    waiver,
    count(DISTINCT entry) AS now,
    sha256(string_agg(DISTINCT entry, chr(10) ORDER BY entry)) AS digest,
    count(DISTINCT entry) FILTER (NOT covered) AS grown
FROM waiver_group
GROUP BY waiver
