-- Verdicts that are new, gone, or stand otherwise than before. Findings that are there twice count once.
-- No parameters.  Makes the table changed_verdict of this connection.
CREATE OR REPLACE TEMPORARY TABLE changed_verdict AS
WITH pair AS (
    SELECT DISTINCT
        coalesce(now.document, past.document) AS document,
        coalesce(now.fingerprint, past.fingerprint) AS fingerprint,
        coalesce(now.rule, past.rule) AS rule,
        coalesce(now.purpose, past.purpose) AS purpose,
        coalesce(now.jurisdiction, past.jurisdiction) AS jurisdiction,
        coalesce(now.waiver IS NULL AND NOT now.baselined, false) AS open,
        CASE
            WHEN past.rule IS NULL THEN ['new']
            WHEN now.rule IS NULL THEN ['gone']
            ELSE [
                CASE WHEN now.outcome <> past.outcome THEN concat('outcome ', past.outcome, ' to ', now.outcome) END,
                CASE
                    WHEN now.waiver IS NOT DISTINCT FROM past.waiver THEN NULL
                    WHEN past.waiver IS NULL THEN 'waived'
                    WHEN now.waiver IS NULL THEN 'no longer waived'
                    ELSE 'waived otherwise'
                END,
                CASE WHEN now.baselined AND NOT past.baselined THEN 'baselined' WHEN past.baselined AND NOT now.baselined THEN 'no longer baselined' END
            ]
        END AS changes,
        coalesce(now.waiver, past.waiver) AS waiver
    FROM verdict AS now
    FULL JOIN previous_verdict AS past
        ON past.fingerprint = now.fingerprint
        AND past.document = now.document
        AND past.rule = now.rule
        AND past.purpose = now.purpose
        AND past.jurisdiction = now.jurisdiction
    WHERE past.rule IS NULL
        OR now.rule IS NULL
        OR now.outcome <> past.outcome
        OR now.waiver IS DISTINCT FROM past.waiver
        OR now.baselined <> past.baselined
),
each AS (
    SELECT * EXCLUDE (changes), unnest(changes) AS change
    FROM pair
)
SELECT
    each.* EXCLUDE (waiver),
    CASE
        WHEN contains(each.change, 'waived') THEN 'waivers'
        WHEN contains(each.change, 'baselined') THEN 'baseline'
        ELSE scope.cause
    END AS cause,
    CASE WHEN contains(each.change, 'waived') THEN each.waiver WHEN NOT contains(each.change, 'baselined') THEN scope.detail END AS detail
FROM each
LEFT JOIN changed_scope AS scope
    ON scope.rule = each.rule AND scope.purpose = each.purpose AND scope.jurisdiction = each.jurisdiction
WHERE each.change IS NOT NULL
