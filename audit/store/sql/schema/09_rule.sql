-- Rules in force in this judgement. One row a rule.
-- No parameters.  Makes the table rule, filled anew by each judgement.
CREATE TABLE rule (
    rule VARCHAR PRIMARY KEY, -- Id.
    pack VARCHAR NOT NULL, -- Rule pack.
    title VARCHAR NOT NULL, -- In one line.
    outcome VARCHAR NOT NULL, -- note, review or block.
    weight TINYINT NOT NULL, -- Of the outcome: 0 note, 1 review, 2 block.
    severity VARCHAR NOT NULL DEFAULT 'medium', -- info, low, medium, high or critical.
    digest VARCHAR NOT NULL DEFAULT '', -- Of all that the rule says.
    valid_from DATE, -- First day on which it holds; null: always.
    valid_to DATE, -- Last day; null: still.
    "view" VARCHAR NOT NULL, -- finding or measure.
    predicate VARCHAR NOT NULL -- The condition, as it was checked.
)
