-- What each licence expression met in this run says: 0 granted, 1 on a condition, 2 unclear, 3 refused.
-- No parameters.  Makes the table licence_terms, filled anew by each judgement.
CREATE TABLE licence_terms (
    spdx VARCHAR PRIMARY KEY, -- SPDX expression as a finding names it.
    commercial TINYINT NOT NULL, -- Commercial use.
    derive TINYINT NOT NULL, -- Making adapted versions.
    redistribute TINYINT NOT NULL, -- Passing copies on.
    attribution TINYINT NOT NULL, -- 1: credit has to be given.
    share_alike TINYINT NOT NULL, -- 1: adapted versions have to stay under the same licence.
    notice_text TINYINT NOT NULL, -- 1: the licence's text or notices have to go along.
    source_disclosure TINYINT NOT NULL, -- 1: source has to be offered.
    train_competing TINYINT NOT NULL, -- Training a model that competes with the licensor's.
    train TINYINT NOT NULL DEFAULT 2, -- Training a model, whatever for.
    family VARCHAR, -- Family of the licences, such as CC-BY; null: not listed, or of several families.
    "kind" VARCHAR NOT NULL DEFAULT 'other', -- What such licences are made for: content, software, data, model or other.
    category VARCHAR NOT NULL DEFAULT 'unknown' -- public-domain, permissive, attribution, copyleft, non-commercial, no-derivatives, restricted-use, proprietary or unknown.
)
