-- What was not read, by reason; what loses text comes first.
-- No parameters.  Returns the fields of report_model.SkipCount save `plain`.
SELECT
    skip_count.reason,
    skip_count.loses,
    sum(skip_count.skips)::BIGINT AS skips,
    sum(skip_count.decoded_bytes)::BIGINT AS decoded_bytes,
    sum(skip_count.stored_bytes)::BIGINT AS stored_bytes,
    any_value(example.text) AS example
FROM skip_count
LEFT JOIN (
    SELECT reason, min(path || coalesce('#' || record, '') || ': ' || detail) AS text
    FROM skip
    GROUP BY reason
) AS example ON example.reason = skip_count.reason
GROUP BY skip_count.reason, skip_count.loses
ORDER BY skip_count.loses DESC, skips DESC, skip_count.reason
