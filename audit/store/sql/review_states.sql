-- What stands on each verdict: the weightiest of the decisions that it is covered by, else `waived` where files of waivers let all
-- of it pass, else open.
-- Parameters: $prefix, how names of decisions begin.  Makes the table review_state of this connection: a rule, an entry and its state.
CREATE OR REPLACE TEMPORARY TABLE review_state AS
WITH decided AS (
    SELECT about.rule, about.entry, arg_max(standing.state, standing.weight) AS state
    FROM waiver_group AS about
    JOIN review_standing AS standing ON standing.waiver = about.waiver
    WHERE about.covered
    GROUP BY about.rule, about.entry
),
filed AS (
    SELECT coverable.rule, coverable.entry, bool_and(coalesce(NOT starts_with(verdict.waiver, $prefix), false)) AS waived
    FROM coverable
    JOIN verdict
        ON verdict.document = coverable.document
        AND verdict.fingerprint = coverable.fingerprint
        AND verdict.rule = coverable.rule
        AND verdict.purpose = coverable.purpose
        AND verdict.jurisdiction = coverable.jurisdiction
    GROUP BY coverable.rule, coverable.entry
)
SELECT filed.rule, filed.entry, coalesce(decided.state, CASE WHEN filed.waived THEN 'waived' ELSE 'open' END) AS state
FROM filed
LEFT JOIN decided ON decided.rule = filed.rule AND decided.entry = filed.entry
