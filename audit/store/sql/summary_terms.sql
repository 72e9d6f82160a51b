-- A digest of what the judgement rests on beside rules and findings, whatever the order.
-- No parameters.  Returns digest.
SELECT md5(concat(count(*), ' ', sum(md5_number_upper(said)), ' ', sum(md5_number_lower(said)))) AS digest
FROM (
    SELECT concat_ws(chr(31), input, subject, field, value) AS said FROM judgement_input
)
