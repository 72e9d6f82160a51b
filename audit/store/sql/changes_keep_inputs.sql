-- Keep the terms and given signals that the verdicts rest on.
-- No parameters.  Makes the table previous_input of this connection.
CREATE OR REPLACE TEMPORARY TABLE previous_input AS
FROM judgement_input
