-- How prompts are spread over hours.
-- No parameters.  Returns the fields of report_model.TimeFigures; of no times of day one row with 0.
WITH each AS (
    SELECT hour, count(*) AS prompts
    FROM document
    WHERE prompt IS NOT NULL AND hour IS NOT NULL
    GROUP BY hour
)
SELECT
    coalesce(sum(prompts), 0)::BIGINT AS prompts,
    count(*) AS times,
    strftime(make_timestamp(arg_max(hour, (prompts, -hour)) * 3600000000::BIGINT), '%Y-%m-%d %H:00') AS busiest,
    max(prompts) AS busiest_prompts,
    median(prompts) AS median_prompts,
    count(*) FILTER (prompts > 10 * (SELECT median(prompts) FROM each)) AS bursts
FROM each
