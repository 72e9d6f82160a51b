-- That the shards were taken in whole: empty before, one row after.
-- No parameters.  Makes the table run.
CREATE TABLE run (
    format INTEGER NOT NULL -- Of these tables.
)
