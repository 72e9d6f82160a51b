-- Which paths the rules of sites close and open, one row a rule.
-- No parameters.  Makes the table path_rule, filled anew whenever signals are derived.
CREATE TABLE path_rule (
    rules VARCHAR NOT NULL, -- The rules as site_signal has them.
    pattern VARCHAR NOT NULL, -- For LIKE with the escape character \, on paths without percent encoding.
    length INTEGER NOT NULL, -- Octets of the path; the longest rule that fits decides.
    closed BOOLEAN -- Null: there were more rules than are kept.
)
