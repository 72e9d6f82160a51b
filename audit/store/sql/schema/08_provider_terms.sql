-- Whether the terms of a provider of models let its output train other models, by product, model and date.
-- No parameters.  Makes the table provider_terms, filled anew by each judgement.
CREATE TABLE provider_terms (
    provider VARCHAR NOT NULL, -- Who offers the model, in lower case.
    product VARCHAR NOT NULL, -- consumer, API or weights; empty: all.
    models VARCHAR[] NOT NULL, -- Names of models that they are about, as patterns; none: all of the provider.
    class VARCHAR NOT NULL, -- restricts_training, restricts_competing, non_commercial, unknown, flow_down, naming_duty or permits.
    severity TINYINT NOT NULL, -- Of the class: 7 restricts_training to 1 permits.
    train_competing TINYINT NOT NULL, -- 0 permitted, 1 on a condition, 2 unclear, 3 refused.
    clause VARCHAR NOT NULL, -- What the terms say, in few words.
    document VARCHAR NOT NULL, -- Which document says so.
    source VARCHAR NOT NULL, -- Where the terms were recorded, and when.
    valid_from DATE NOT NULL, -- First day on which these terms were recorded.
    valid_to DATE, -- Day after the last; null: still in force when recorded.
    exceptions VARCHAR NOT NULL, -- What is excepted, such as classifiers; empty: nothing.
    regions VARCHAR NOT NULL -- Where or to whom the product is not offered, with a source; empty: not known.
)
