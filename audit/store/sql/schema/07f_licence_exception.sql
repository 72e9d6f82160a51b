-- Exceptions of the law that may stand in for a licence where a model is trained, by jurisdiction and purpose. One row for each of these.
-- No parameters.  Makes the table licence_exception, filled anew by each judgement.
CREATE TABLE licence_exception (
    exception VARCHAR NOT NULL, -- Id, such as EU-DSM-4.
    jurisdiction VARCHAR NOT NULL, -- Whose law.
    purpose VARCHAR NOT NULL, -- What the corpus is meant for.
    lowers_to TINYINT, -- What `train` is lowered to where it was stricter; null: nothing, the row only tells why not.
    condition VARCHAR NOT NULL, -- always, or not_reserved_at_capture: only where no machine-readable reservation was in force.
    note VARCHAR NOT NULL, -- What else it asks, which a person has to check, or why it lowers nothing.
    cite VARCHAR NOT NULL, -- The law, with its date.
    recorded DATE NOT NULL, -- When it was read.
    reviewed_by VARCHAR -- Who reviewed the row; null: nobody.
)
