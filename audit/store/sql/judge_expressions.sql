-- The licence expressions that findings and sources name.
-- No parameters.  Returns spdx.
SELECT spdx
FROM (
    SELECT spdx FROM found
    UNION
    SELECT unnest([declared, concluded, curated]) FROM source
)
WHERE spdx IS NOT NULL
ORDER BY spdx
