-- What a judgement rests on beside rules and findings: terms, given signals and sources. One row an input, subject and field.
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
    UNION ALL
    SELECT 'exceptions', exception, concat_ws(', ', jurisdiction, purpose), concat(coalesce('lowers to ' || lowers_to, 'lowers nothing'), ', ', condition)
    FROM licence_exception
    UNION ALL
    SELECT 'sources', source_id, role, spdx
    FROM (UNPIVOT source ON declared, concluded, curated INTO NAME role VALUE spdx)
    UNION ALL
    SELECT 'sources', child, concat('made from ', parent), relation FROM lineage
    UNION ALL
    SELECT 'sources', source_id, 'written by', concat_ws(' ', provider, model, product, written) FROM source_generator
    UNION ALL
    SELECT 'sources', source_id, concat('records by ', what), value FROM source_match
)
SELECT
    input AS input, -- licence-terms, provider-terms, site-terms, signals, exceptions or sources.
    subject AS subject, -- The licence, provider, domain, host, exception or source.
    field AS field, -- Dimension of a licence's terms; product, document and day of others.
    string_agg(DISTINCT value, ', ' ORDER BY value) AS value -- What they say.
FROM stated
GROUP BY input, subject, field
