-- Whom the licences of documents oblige to credit or to heed, and how many documents lack what a credit needs; most documents first.
-- No parameters.  Returns the fields of report_model.CreditRow, and licence.
WITH changed AS (
    SELECT parent, string_agg(DISTINCT relation, ', ' ORDER BY relation) AS changes
    FROM lineage
    WHERE relation NOT IN ('copied', 'aggregated', 'facts_only')
    GROUP BY parent
),
counted AS (
    SELECT
        credit.licence,
        credit.origin_type,
        credit.origin,
        count(*) AS documents,
        coalesce(sum(document.words), 0)::BIGINT AS words,
        count(*) FILTER (NOT credit.author) AS without_author,
        count(*) FILTER (NOT credit.title) AS without_title,
        count(*) FILTER (NOT credit.address) AS without_address,
        count(DISTINCT document.author) AS authors,
        min(document.author) AS author
    FROM credit
    JOIN document ON document.document = credit.document
    GROUP BY credit.licence, credit.origin_type, credit.origin
),
titled AS (
    SELECT work, min(title) AS title, min(author) AS author FROM work GROUP BY work
)
SELECT
    counted.licence,
    counted.origin_type,
    counted.origin,
    CASE counted.origin_type WHEN 'source' THEN source.name WHEN 'work' THEN titled.title END AS title,
    CASE counted.origin_type
        WHEN 'source' THEN source.author
        WHEN 'work' THEN titled.author
        ELSE CASE WHEN counted.authors = 1 AND counted.without_author = 0 THEN counted.author END
    END AS author,
    counted.authors,
    CASE counted.origin_type WHEN 'source' THEN source.attribution END AS attribution,
    CASE counted.origin_type WHEN 'source' THEN source.url WHEN 'site' THEN concat('https://', counted.origin, '/') END AS address,
    changed.changes,
    counted.documents,
    counted.words,
    counted.without_author,
    counted.without_title,
    counted.without_address
FROM counted
LEFT JOIN source ON counted.origin_type = 'source' AND source.source_id = counted.origin
LEFT JOIN titled ON counted.origin_type = 'work' AND titled.work = counted.origin
LEFT JOIN changed ON counted.origin_type = 'source' AND changed.parent = counted.origin
ORDER BY counted.licence, counted.documents DESC, counted.origin_type, counted.origin
