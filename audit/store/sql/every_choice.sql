-- The branch that was taken of each licence expression that leaves a choice.
-- No parameters.  Returns spdx, branch, chosen_by.
SELECT spdx, branch, chosen_by
FROM licence_choice
ORDER BY spdx
