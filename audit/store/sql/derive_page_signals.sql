-- What pages say on training in their own headers and elements, and by an open licence, which lifts no reservation.
-- No parameters.  Makes the table page_signal anew.
CREATE OR REPLACE TEMP TABLE page_signal AS
SELECT document, bool_or(closed) AS closed, bool_or(open) AS open
FROM (
    SELECT document, value = 'reserved' AS closed, value = 'allowed' AS open
    FROM found
    WHERE kind = 'optout' AND signal <> 'tos_text' AND attributes ->> '$.file' IS NULL
        AND coalesce(attributes ->> '$.media', '') = ''
        AND coalesce(attributes ->> '$.agent_purpose', '') IN ('', 'train')
    UNION ALL
    SELECT document, false, true
    FROM found
    WHERE kind = 'licence' AND level = 'finding' AND scope = 'page' AND regexp_matches(spdx, '^CC(0|-BY|-BY-SA)-[0-9]')
)
GROUP BY document
