-- Verdicts that are accepted as known, as the baseline gives them. One row a verdict.
-- No parameters.  Makes the table baseline, filled anew by each judgement.
CREATE TABLE baseline (
    fingerprint VARCHAR NOT NULL, -- Lasting fingerprint of the finding, or fingerprint of the measure.
    rule VARCHAR NOT NULL, -- Id of the rule.
    purpose VARCHAR NOT NULL, -- What the corpus is meant for.
    jurisdiction VARCHAR NOT NULL, -- Whose law.
    value DOUBLE, -- Of a measure: its value then; a higher one is new.
    stale BOOLEAN NOT NULL DEFAULT false -- This judgement was for its purpose and jurisdiction and has no such verdict.
)
