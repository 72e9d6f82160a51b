-- The view measure as it stands, counted once for all rules.
-- No parameters.  Makes the table judged_measure of this connection.
CREATE OR REPLACE TEMPORARY TABLE judged_measure AS
FROM measure
