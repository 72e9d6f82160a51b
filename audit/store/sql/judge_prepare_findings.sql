-- The view finding as it stands, joined once for all rules.
-- No parameters.  Makes the table judged_finding of this connection.
CREATE OR REPLACE TEMPORARY TABLE judged_finding AS
FROM finding
