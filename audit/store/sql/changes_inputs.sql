-- Which terms and given signals differ from those kept.
-- No parameters.  Makes the table changed_input of this connection.
CREATE OR REPLACE TEMPORARY TABLE changed_input AS
SELECT
    coalesce(now.input, past.input) AS input,
    coalesce(now.subject, past.subject) AS subject,
    string_agg(
        concat(coalesce(now.field, past.field), ': ', coalesce(past.value, 'nothing'), ' to ', coalesce(now.value, 'nothing')), '; '
        ORDER BY coalesce(now.field, past.field)
    ) AS detail
FROM judgement_input AS now
FULL JOIN previous_input AS past ON past.input = now.input AND past.subject = now.subject AND past.field = now.field
WHERE now.value IS DISTINCT FROM past.value
GROUP BY 1, 2
