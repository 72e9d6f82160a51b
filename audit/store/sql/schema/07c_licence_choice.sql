-- Which branch was taken of each expression that leaves a choice. One row an expression.
-- No parameters.  Makes the table licence_choice, filled anew by each judgement.
CREATE TABLE licence_choice (
    spdx VARCHAR PRIMARY KEY, -- Expression as a finding or a source names it.
    branch VARCHAR NOT NULL, -- What is left of it.
    chosen_by VARCHAR NOT NULL -- policy: the policy names the branch of each choice; least-refusing: the tool took those that refuse least.
)
