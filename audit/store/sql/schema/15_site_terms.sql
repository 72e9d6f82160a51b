-- What the terms of sites say on scraping and on training, by date.
-- No parameters.  Makes the table site_terms, filled anew by each judgement.
CREATE TABLE site_terms (
    domain VARCHAR NOT NULL, -- Registered domain.
    valid_from DATE NOT NULL, -- First day on which these terms were recorded.
    valid_to DATE, -- Day after the last; null: still in force when recorded.
    class VARCHAR NOT NULL, -- no_scraping_no_ai, no_ai, no_scraping, conditional or open.
    clause VARCHAR NOT NULL, -- What the terms say, in few words.
    document_name VARCHAR NOT NULL, -- Which document of the site says so.
    source VARCHAR NOT NULL, -- Who recorded it.
    source_date DATE NOT NULL, -- When it was recorded last.
    note VARCHAR -- What else a reader should know.
)
