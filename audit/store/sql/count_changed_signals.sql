-- How many of the signals that the user gives, and gave before, are not among the others.
-- No parameters.  Returns signals.
SELECT count(*) AS signals
FROM (
    (FROM given_signal EXCEPT ALL FROM site_signal WHERE origin = 'given')
    UNION ALL
    (FROM site_signal WHERE origin = 'given' EXCEPT ALL FROM given_signal)
)
