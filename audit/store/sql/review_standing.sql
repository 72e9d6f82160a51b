-- What stands of each decision, by the name that verdicts have for it. It is empty.
-- No parameters.  Makes the table review_standing of this connection.
CREATE OR REPLACE TEMPORARY TABLE review_standing (waiver VARCHAR, state VARCHAR, weight TINYINT)
