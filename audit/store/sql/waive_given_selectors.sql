-- Room for what waivers select groups by; `names` counts the columns that one names, all of which must agree.
-- No parameters.  Makes the table given_selector of this connection.
CREATE OR REPLACE TEMPORARY TABLE given_selector (waiver VARCHAR, rule VARCHAR, name VARCHAR, value VARCHAR, names BIGINT)
