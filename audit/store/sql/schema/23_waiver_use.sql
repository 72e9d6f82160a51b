-- Where waivers let verdicts pass. One row a waiver, purpose and jurisdiction; none where a waiver suppressed nothing.
-- No parameters.  Makes the table waiver_use, filled anew by each judgement.
CREATE TABLE waiver_use (
    waiver VARCHAR NOT NULL, -- Id of the waiver.
    rule VARCHAR NOT NULL, -- Its rule.
    purpose VARCHAR NOT NULL, -- What the corpus is meant for.
    jurisdiction VARCHAR NOT NULL, -- Whose law.
    verdicts BIGINT NOT NULL, -- Verdicts that it let pass.
    documents BIGINT NOT NULL -- Documents of these verdicts.
)
