-- How many signals the user gave.
-- No parameters.  Returns signals.
SELECT count(*) AS signals
FROM site_signal
WHERE origin = 'given'
