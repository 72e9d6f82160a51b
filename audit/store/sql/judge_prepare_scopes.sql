-- Findings as rules see them, for each of the purposes and jurisdictions asked for (side by side). An exception of the law for a purpose
-- and jurisdiction lowers what the finding's licence says of training, and nothing else.
-- No parameters.  Makes the function seen_finding(purposes, jurisdictions) of this connection.
CREATE OR REPLACE TEMPORARY MACRO seen_finding(purposes, jurisdictions) AS TABLE
WITH asked AS (
    SELECT unnest(purposes) AS purpose, unnest(jurisdictions) AS jurisdiction
),
scope AS (
    SELECT
        asked.purpose,
        asked.jurisdiction,
        min(law.exception) FILTER (law.condition = 'always') AS always,
        min(law.exception) FILTER (law.condition = 'not_reserved_at_capture') AS unreserved
    FROM asked
    LEFT JOIN licence_exception AS law
        ON law.purpose = asked.purpose AND law.jurisdiction = asked.jurisdiction AND law.lowers_to = 1
    GROUP BY asked.purpose, asked.jurisdiction
),
excepted AS (
    SELECT
        judged_finding.* REPLACE (
            CASE WHEN train > 1 THEN coalesce(scope.always, CASE WHEN NOT reserved_at_capture THEN scope.unreserved END) END AS exception
        ),
        scope.purpose,
        scope.jurisdiction
    FROM judged_finding, scope
)
SELECT * REPLACE (CASE WHEN exception IS NULL THEN train ELSE 1::TINYINT END AS train)
FROM excepted
