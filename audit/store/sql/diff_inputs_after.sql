-- What the later judgement rested on.
-- No parameters.  Makes the table judgement_input of this connection.
CREATE OR REPLACE TEMPORARY TABLE judgement_input AS
FROM later.judgement_input
