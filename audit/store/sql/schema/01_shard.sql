-- Finished shards of the run. One row a shard.
-- No parameters.  Makes the table shard.
CREATE TABLE shard (
    shard VARCHAR PRIMARY KEY, -- Key of the shard: the name of its folder.
    findings BIGINT NOT NULL, -- Findings in it.
    seconds DOUBLE NOT NULL -- How long its scan took.
)
