-- Keep the verdicts that stand, so that those of the next judgement can be compared with them.
-- No parameters.  Makes the table previous_verdict of this connection.
CREATE OR REPLACE TEMPORARY TABLE previous_verdict AS
FROM verdict
