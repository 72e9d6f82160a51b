-- Verdicts of two runs by the key that lasts, and what accounts for a change: a decision; the finding that only one run has; the rule
-- or policy; else what is not the same for the run, which is all that a measure can be traced to; else terms that the rule rests on.
-- Parameters: $whole, causes that differ for the whole run.  Makes the table diff_verdict of this connection.
CREATE OR REPLACE TEMPORARY TABLE diff_verdict AS
WITH named_before AS (
    SELECT document_before AS document, fingerprint_before AS fingerprint, min(lasting) AS lasting
    FROM diff_finding
    WHERE document_before IS NOT NULL
    GROUP BY ALL
),
named_after AS (
    SELECT document_after AS document, fingerprint_after AS fingerprint, min(lasting) AS lasting
    FROM diff_finding
    WHERE document_after IS NOT NULL
    GROUP BY ALL
),
before AS (
    SELECT DISTINCT verdict.* EXCLUDE (citation, document, fingerprint), coalesce(named.lasting, verdict.fingerprint) AS lasting
    FROM earlier.verdict
    LEFT JOIN named_before AS named ON named.document = verdict.document AND named.fingerprint = verdict.fingerprint
),
after AS (
    SELECT DISTINCT verdict.* EXCLUDE (citation, document, fingerprint), coalesce(named.lasting, verdict.fingerprint) AS lasting
    FROM later.verdict
    LEFT JOIN named_after AS named ON named.document = verdict.document AND named.fingerprint = verdict.fingerprint
),
pair AS (
    SELECT
        coalesce(after.lasting, before.lasting) AS lasting,
        coalesce(after.rule, before.rule) AS rule,
        coalesce(after.purpose, before.purpose) AS purpose,
        coalesce(after.jurisdiction, before.jurisdiction) AS jurisdiction,
        coalesce(after.waiver IS NULL AND NOT after.baselined, false) AS open,
        CASE
            WHEN before.rule IS NULL THEN 'new'
            WHEN after.rule IS NULL THEN 'gone'
            WHEN after.outcome <> before.outcome THEN concat('outcome ', before.outcome, ' to ', after.outcome)
            WHEN before.waiver IS NULL AND after.waiver IS NOT NULL THEN 'waived'
            WHEN before.waiver IS NOT NULL AND after.waiver IS NULL THEN 'no longer waived'
            WHEN before.waiver <> after.waiver THEN 'waived otherwise'
            WHEN after.baselined AND NOT before.baselined THEN 'baselined'
            WHEN before.baselined AND NOT after.baselined THEN 'no longer baselined'
            ELSE 'unchanged'
        END AS change
    FROM after
    FULL JOIN before
        ON before.lasting = after.lasting
        AND before.rule = after.rule
        AND before.purpose = after.purpose
        AND before.jurisdiction = after.jurisdiction
),
resting AS (
    SELECT DISTINCT rule_input.rule
    FROM rule_input
    JOIN changed_input ON changed_input.input = rule_input.input
)
SELECT
    pair.rule,
    pair.change,
    pair.open,
    CASE
        WHEN pair.change = 'unchanged' THEN ''
        WHEN contains(pair.change, 'waived') OR contains(pair.change, 'baselined') THEN 'decisions'
        WHEN found.cause <> '' THEN found.cause
        WHEN scope.rule IS NOT NULL THEN 'rules'
        WHEN found.lasting IS NULL AND $whole <> '' THEN $whole
        WHEN resting.rule IS NOT NULL THEN 'terms'
        ELSE 'untraced'
    END AS cause,
    CASE
        WHEN pair.change = 'unchanged' OR contains(pair.change, 'waived') OR contains(pair.change, 'baselined') OR found.cause <> '' THEN ''
        ELSE coalesce(concat_ws(': ', scope.cause, nullif(scope.detail, '')), '')
    END AS detail
FROM pair
LEFT JOIN diff_finding AS found ON found.lasting = pair.lasting
LEFT JOIN changed_scope AS scope
    ON scope.rule = pair.rule AND scope.purpose = pair.purpose AND scope.jurisdiction = pair.jurisdiction
LEFT JOIN resting ON resting.rule = pair.rule
