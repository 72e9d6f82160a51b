-- The view finding as it stands, joined once for all rules. The columns that are asked for take the place of the star.
-- No parameters.  Makes the table judged_finding of this connection.
CREATE OR REPLACE TEMPORARY TABLE judged_finding AS
SELECT * /* columns */
FROM finding
