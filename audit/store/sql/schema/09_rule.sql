-- Rules in force in this judgement. One row a rule.
-- No parameters.  Makes the table rule, filled anew by each judgement.
CREATE TABLE rule (
    rule VARCHAR PRIMARY KEY, -- Id.
    pack VARCHAR NOT NULL, -- Rule pack.
    title VARCHAR NOT NULL, -- In one line.
    outcome VARCHAR NOT NULL, -- note, review or block.
    weight TINYINT NOT NULL, -- Of the outcome: 0 note, 1 review, 2 block.
    "view" VARCHAR NOT NULL, -- finding or measure.
    predicate VARCHAR NOT NULL -- The condition, as it was checked.
)
