-- How prompts are spread over days.
-- No parameters.  Returns the fields of report_model.TimeFigures; of no dates one row with 0.
WITH each AS (
    SELECT captured, count(*) AS prompts
    FROM document
    WHERE prompt IS NOT NULL AND captured IS NOT NULL
    GROUP BY captured
)
SELECT
    coalesce(sum(prompts), 0)::BIGINT AS prompts,
    count(*) AS times,
    strftime(arg_max(captured, (prompts, -epoch(captured))), '%Y-%m-%d') AS busiest,
    max(prompts) AS busiest_prompts,
    median(prompts) AS median_prompts,
    count(*) FILTER (prompts > 10 * (SELECT median(prompts) FROM each)) AS bursts
FROM each
