-- The terms and given signals that differ from those of the judgement before, first of each kind.
-- Parameters: $most, how many of a kind are told.  Returns input, total, told (subject and detail).
SELECT
    input,
    count(*) AS total,
    list(struct_pack(subject := subject, detail := detail) ORDER BY subject)[1:$most] AS told
FROM changed_input
GROUP BY input
ORDER BY input
