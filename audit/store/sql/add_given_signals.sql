-- Take in the signals that the user gives.
-- No parameters.  Adds to site_signal.
INSERT INTO site_signal
FROM given_signal
