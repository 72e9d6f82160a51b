-- Number the rules for paths, so that documents are compared with each set once.
-- No parameters.  Makes the table rule_set anew.
CREATE OR REPLACE TEMP TABLE rule_set AS
SELECT row_number() OVER (ORDER BY rules, ties_open) AS rule_set, rules, ties_open
FROM (SELECT DISTINCT rules, ties_open FROM site_statement WHERE by_path)
