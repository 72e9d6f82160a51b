-- Verdicts as a reviewer meets them: each finding or measure of a rule, once for each thing that it is about and once for its rule.
-- No parameters.  Makes the table review_member of this connection.
CREATE OR REPLACE TEMPORARY TABLE review_member AS
WITH judged AS (
    SELECT DISTINCT rule, document, fingerprint, entry FROM coverable
),
about AS (
    UNPIVOT (
        SELECT judged.*, finding.work, finding.domain, finding.family, finding.spdx, finding.source_id
        FROM judged
        JOIN judged_finding AS finding ON finding.document = judged.document AND finding.fingerprint = judged.fingerprint
    )
    ON work, domain, family, spdx, source_id
    INTO NAME name VALUE value
)
SELECT DISTINCT rule, document, fingerprint, entry, name, value FROM about
UNION ALL
SELECT
    judged.*,
    CASE measure.subject_type WHEN 'source' THEN 'source_id' WHEN 'host' THEN 'domain' ELSE measure.subject_type END,
    measure.subject
FROM judged
JOIN judged_measure AS measure ON measure.document = judged.document AND measure.fingerprint = judged.fingerprint
UNION ALL
SELECT *, 'rule', rule FROM judged
