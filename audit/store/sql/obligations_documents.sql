-- Every document that bears a licence, with what is known for its credit.
-- No parameters.  Returns licence, origin_type, origin, document, address, title, author, holder.
WITH noticed AS (
    SELECT document, string_agg(DISTINCT attributes ->> '$.holder', '; ' ORDER BY attributes ->> '$.holder') AS holder
    FROM found
    WHERE kind = 'licence' AND contains(attributes, '"holder":"')
    GROUP BY document
)
SELECT
    credit.licence,
    credit.origin_type,
    credit.origin,
    credit.document,
    document.url AS address,
    document.title,
    document.author,
    noticed.holder
FROM credit
JOIN document ON document.document = credit.document
LEFT JOIN noticed ON noticed.document = credit.document
ORDER BY credit.licence, credit.origin_type, credit.origin, document.path, document.record
