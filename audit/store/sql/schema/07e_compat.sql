-- Whether what is under one licence may go out under another, as part of an adapted work. One row a pair.
-- No parameters.  Makes the table compat, filled anew by each judgement.
CREATE TABLE compat (
    inbound VARCHAR NOT NULL, -- Licence of the part.
    outbound VARCHAR NOT NULL, -- Licence of the whole.
    verdict VARCHAR NOT NULL, -- yes, no or unclear.
    note VARCHAR NOT NULL, -- Under which condition, or why; empty: nothing to add.
    source VARCHAR NOT NULL, -- Who says so.
    recorded DATE NOT NULL, -- When it was read.
    reviewed_by VARCHAR -- Who reviewed the row; null: nobody.
)
