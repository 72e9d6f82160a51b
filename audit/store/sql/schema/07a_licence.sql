-- What is known of each licence that the expressions of this run name. One row a licence of the lists.
-- No parameters.  Makes the table licence, filled anew by each judgement.
CREATE TABLE licence (
    licence VARCHAR PRIMARY KEY, -- SPDX id, LicenseRef-… or a name that the lists have.
    family VARCHAR NOT NULL, -- Licences of one name over its versions, such as CC-BY-SA.
    "kind" VARCHAR NOT NULL, -- What it is made for: content, software, data, model or other.
    category VARCHAR NOT NULL, -- public-domain, permissive, attribution, copyleft, non-commercial, no-derivatives, restricted-use, proprietary or unknown.
    valid_from DATE, -- First day on which it can have been used: of its publication, or of the month or year of that; null: not known.
    valid_to DATE, -- Day from which its maker tells people not to use it any more; null: none is known.
    source VARCHAR NOT NULL, -- What its terms were read from.
    recorded DATE NOT NULL, -- When they were read.
    reviewed_by VARCHAR -- Who reviewed the row; null: nobody.
)
