-- Chats by the family that their record names and the one that their text names; most first.
-- No parameters.  Returns the fields of report_model.FamilyPair.
WITH named AS (
    SELECT
        document,
        min(family) FILTER (basis = 'model-field') AS claimed,
        min(family) FILTER (basis = 'text') AS observed
    FROM found
    WHERE kind = 'generated' AND level = 'finding'
    GROUP BY document
)
SELECT claimed, observed, count(*) AS documents, sum(answers)::BIGINT AS answers
FROM document
LEFT JOIN named USING (document)
WHERE answers > 0
GROUP BY claimed, observed
ORDER BY documents DESC, claimed, observed
