-- Whether the terms of a provider of models let its output train other models, by date.
-- No parameters.  Makes the table provider_terms, filled anew by each judgement.
CREATE TABLE provider_terms (
    provider VARCHAR NOT NULL, -- Who offers the model, in lower case.
    valid_from DATE NOT NULL, -- First day on which these terms were recorded.
    valid_to DATE, -- Day after the last; null: still in force when recorded.
    train_competing TINYINT NOT NULL, -- 0 permitted, 1 on a condition, 2 unclear, 3 refused.
    clause VARCHAR NOT NULL, -- What the terms say, in few words.
    source VARCHAR NOT NULL -- Where the terms were recorded, and when.
)
