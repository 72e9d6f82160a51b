-- A place for the rules that speak otherwise than before, filled from the packs and the policies.
-- No parameters.  Makes the table changed_scope of this connection.
CREATE OR REPLACE TEMPORARY TABLE changed_scope (
    rule VARCHAR,
    purpose VARCHAR,
    jurisdiction VARCHAR,
    cause VARCHAR,
    detail VARCHAR
)
