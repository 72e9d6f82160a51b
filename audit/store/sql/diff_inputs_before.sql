-- What the earlier judgement rested on.
-- No parameters.  Makes the table previous_input of this connection.
CREATE OR REPLACE TEMPORARY TABLE previous_input AS
FROM earlier.judgement_input
