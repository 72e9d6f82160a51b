-- The licences that apply together where an expression is used, after its choices were made. One row an expression and licence.
-- No parameters.  Makes the table licence_part, filled anew by each judgement.
CREATE TABLE licence_part (
    spdx VARCHAR NOT NULL, -- Expression as a finding or a source names it.
    licence VARCHAR NOT NULL, -- Id of a licence, as the lists spell it; one that they lack as it is written.
    addition VARCHAR, -- Exception that goes with it, such as Classpath-exception-2.0; null: none.
    share_alike BOOLEAN NOT NULL -- Adapted versions have to stay under it.
)
