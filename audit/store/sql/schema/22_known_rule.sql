-- Every rule of the packs that the last judgement was given, in force or not. One row a rule.
-- No parameters.  Makes the table known_rule, filled anew by each judgement.
CREATE TABLE known_rule (
    rule VARCHAR PRIMARY KEY, -- Id.
    content VARCHAR NOT NULL -- All that the rule says, as a JSON object.
)
