-- Verdicts that waivers are about: the group that one selects, else those that it lists, for its purposes and jurisdictions.
-- `covered`: it was counted when the waiver was written, as far as its list tells.
-- No parameters.  Makes the table waiver_group of this connection.
CREATE OR REPLACE TEMPORARY TABLE waiver_group AS
WITH selected AS (
    SELECT given.waiver, pair.rule, pair.document, pair.fingerprint
    FROM given_selector AS given
    JOIN coverable_pair AS pair ON pair.rule = given.rule AND pair.name = given.name AND pair.value = given.value
    GROUP BY given.waiver, pair.rule, pair.document, pair.fingerprint
    HAVING count(DISTINCT pair.name) = max(given.names)
),
about AS (
    SELECT selected.waiver, coverable.*, true AS selected
    FROM selected
    JOIN coverable
        ON coverable.rule = selected.rule
        AND coverable.document = selected.document
        AND coverable.fingerprint = selected.fingerprint
    UNION ALL
    SELECT given.waiver, coverable.*, false
    FROM given_listed AS given
    JOIN coverable ON coverable.rule = given.rule AND coverable.lasting = given.fingerprint
    WHERE coverable.value IS NULL OR coverable.value <= given.value
    UNION ALL
    SELECT given.waiver, coverable.*, false
    FROM given_listed AS given
    JOIN coverable ON coverable.rule = given.rule AND coverable.fingerprint = given.fingerprint
    WHERE coverable.value IS NULL OR coverable.value <= given.value
)
SELECT
    about.waiver,
    about.document,
    about.fingerprint,
    about.rule,
    about.purpose,
    about.jurisdiction,
    about.lasting,
    about.entry,
    bool_or(NOT about.selected) OR NOT bool_or(given.lists) AS covered
FROM about
JOIN given_waiver AS given ON given.waiver = about.waiver
WHERE
    (len(given.purposes) = 0 OR list_contains(given.purposes, about.purpose))
    AND (len(given.jurisdictions) = 0 OR list_contains(given.jurisdictions, about.jurisdiction))
GROUP BY ALL
HAVING bool_or(about.selected) OR NOT bool_or(given.selects)
