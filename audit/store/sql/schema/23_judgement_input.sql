-- What a judgement rests on beside rules and findings: terms and given signals. One row an input, subject and field.
-- No parameters.  Makes the view judgement_input.
CREATE VIEW judgement_input AS
WITH stated AS (
    SELECT 'licence-terms' AS input, spdx AS subject, dimension AS field, word AS value
    FROM licence_term
    UNION ALL
    SELECT 'provider-terms', provider, concat_ws(', ', nullif(product, ''), document, valid_from), concat(class, ' until ' || valid_to)
    FROM provider_terms
    UNION ALL
    SELECT 'site-terms', domain, concat_ws(', ', document_name, valid_from), concat(class, ' until ' || valid_to)
    FROM site_terms
    UNION ALL
    SELECT 'signals', without_www(host), concat_ws(', ', signal, nullif(agent, ''), nullif(site_path, ''), seen),
        concat(value, ' (rules ' || substr(md5(nullif(path_rules, '')), 1, 8) || ')')
    FROM site_signal
    WHERE origin = 'given'
)
SELECT
    input AS input, -- licence-terms, provider-terms, site-terms or signals.
    subject AS subject, -- The licence, provider, domain or host.
    field AS field, -- Dimension of a licence's terms; product, document and day of others.
    string_agg(DISTINCT value, ', ' ORDER BY value) AS value -- What they say.
FROM stated
GROUP BY input, subject, field
