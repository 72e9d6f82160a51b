-- What rules say. One row a rule, finding or measure, purpose and jurisdiction.
-- No parameters.  Makes the table verdict, filled anew by each judgement.
CREATE TABLE verdict (
    document VARCHAR NOT NULL, -- The finding's document; of a measure: what it is about, such as corpus or work:alice.
    fingerprint VARCHAR NOT NULL, -- The finding's, or one of the measure.
    rule VARCHAR NOT NULL, -- Id of the rule.
    outcome VARCHAR NOT NULL, -- note, review or block.
    purpose VARCHAR NOT NULL, -- What the corpus is meant for.
    jurisdiction VARCHAR NOT NULL, -- Whose law; any: the policy and the rule name none.
    waiver VARCHAR, -- Id of the waiver that lets it pass, or decision-N for a record of the log of decisions; null: none does.
    baselined BOOLEAN NOT NULL DEFAULT false, -- The baseline has it: it was there before and is accepted as known.
    citation VARCHAR -- First source of the rule, with its date.
)
