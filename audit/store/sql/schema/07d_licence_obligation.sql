-- What the licences of this run oblige to, in words of our own. One row a licence and obligation.
-- No parameters.  Makes the table licence_obligation, filled anew by each judgement.
CREATE TABLE licence_obligation (
    licence VARCHAR NOT NULL, -- Id of the licence, as in licence_part.
    obligation VARCHAR NOT NULL, -- What kind of duty it is, such as attribution, licence-text, notice, changes, share-alike or source.
    "trigger" VARCHAR NOT NULL, -- What it begins with: redistribute (passing copies on), derive (passing adapted versions on) or weights-release.
    "text" VARCHAR NOT NULL, -- What has to be done.
    wording VARCHAR, -- Words that the licence prescribes, with their blanks in braces; null: none.
    cite VARCHAR NOT NULL, -- Which clause says so.
    recorded DATE NOT NULL, -- When it was read.
    reviewed_by VARCHAR -- Who reviewed the row; null: nobody.
)
