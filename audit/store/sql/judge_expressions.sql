-- The licence expressions that findings name.
-- No parameters.  Returns spdx.
SELECT DISTINCT spdx
FROM found
WHERE spdx IS NOT NULL
ORDER BY spdx
