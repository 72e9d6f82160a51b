-- Room for the signals that the user gives.
-- No parameters.  Makes the table given_signal of this connection, empty.
CREATE OR REPLACE TEMPORARY TABLE given_signal AS
FROM site_signal
LIMIT 0
