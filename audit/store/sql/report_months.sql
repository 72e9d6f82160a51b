-- Documents by the month of their date.
-- No parameters.  Returns the fields of report_model.MonthRow.
SELECT
    date_trunc('month', captured)::DATE AS month,
    count(*) AS documents,
    sum(words)::BIGINT AS words,
    count(*) FILTER (signal_at_capture = 'disallowed') AS disallowed,
    count(*) FILTER (signal_at_capture = 'allowed') AS allowed
FROM document
WHERE captured IS NOT NULL
GROUP BY 1
ORDER BY 1
