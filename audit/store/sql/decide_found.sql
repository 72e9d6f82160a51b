-- Decisions that verdicts are there for, whether they let them pass or not.
-- No parameters.  Returns waiver, the decision's name.
SELECT DISTINCT waiver
FROM waiver_group
ORDER BY waiver
