-- Which paths the rules of sites close and open, one row a rule.
-- No parameters.  Makes the table path_rule, filled anew whenever signals are derived.
CREATE TABLE path_rule (
    rule_set BIGINT NOT NULL, -- Number of the set that it belongs to: what one file says to one agent.
    ties_open BOOLEAN NOT NULL, -- Of two rules of one length the one that opens decides; else the one that closes.
    pattern VARCHAR NOT NULL, -- For LIKE with the escape character \, on paths without percent encoding.
    length INTEGER NOT NULL, -- Octets of the path; the longest rule that fits decides.
    closed BOOLEAN -- Null: there were more rules than are kept.
)
