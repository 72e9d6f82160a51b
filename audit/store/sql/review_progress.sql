-- How far the review is. A verdict counts once a rule and finding.
-- Parameters: $settled, states that need nobody any more.  Returns verdicts, undecided.
SELECT count(*) AS verdicts, count(*) FILTER (NOT list_contains($settled::VARCHAR[], state)) AS undecided
FROM review_state
