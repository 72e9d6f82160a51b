-- Forget what an earlier baseline marked.
-- No parameters.  Changes verdict.
UPDATE verdict
SET baselined = false
WHERE baselined
