-- A place for what the condition of each rule rests on.
-- No parameters.  Makes the table rule_input of this connection.
CREATE OR REPLACE TEMPORARY TABLE rule_input (
    rule VARCHAR,
    input VARCHAR
)
