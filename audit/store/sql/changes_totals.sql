-- How many verdicts there were and are. A finding that is there twice counts once.
-- No parameters.  Returns before, after.
SELECT
    (SELECT count(*) FROM previous_verdict) AS before,
    (SELECT count(*) FROM verdict) AS after
