-- How prompts are spread over days and over hours.
-- No parameters.  Returns `unit`, day or hour, and the fields of report_model.TimeFigures; no row where no prompt tells the one or the other.
WITH told AS (
    SELECT 'day' AS unit, strftime(captured, '%Y-%m-%d') AS time FROM document WHERE prompt IS NOT NULL AND captured IS NOT NULL
    UNION ALL
    SELECT 'hour', strftime(make_timestamp(hour * 3600000000::BIGINT), '%Y-%m-%d %H:00') FROM document WHERE prompt IS NOT NULL AND hour IS NOT NULL
),
each AS (
    SELECT unit, time, count(*) AS prompts, median(count(*)) OVER (PARTITION BY unit) AS usual
    FROM told
    GROUP BY unit, time
)
SELECT
    unit,
    sum(prompts)::BIGINT AS prompts,
    count(*) AS times,
    min_by(time, (-prompts, time)) AS busiest, -- the earliest of equals
    max(prompts) AS busiest_prompts,
    median(prompts) AS median_prompts,
    count(*) FILTER (prompts > 10 * usual) AS bursts
FROM each
GROUP BY unit
