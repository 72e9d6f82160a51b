-- The terms that held for the output of each provider, model and product on each date that findings or manifests name: of a model that is listed
-- by its longest name, else of all; of several products and documents the strictest. Of a model whose weights are listed, the licence
-- of the weights is taken to hold. Without a date, the terms recorded last.
-- No parameters.  Makes the view output_terms.
CREATE VIEW output_terms AS
WITH named AS (
    SELECT DISTINCT
        lower(found.provider) AS provider,
        found.model,
        '-' || regexp_replace(lower(coalesce(found.model, '')), '[^a-z0-9.]+', '-', 'g') || '-' AS written,
        found.product,
        document.captured
    FROM found
    JOIN document ON document.document = found.document
    WHERE found.kind = 'generated' AND found.provider IS NOT NULL
    UNION
    SELECT
        lower(provider),
        model,
        '-' || regexp_replace(lower(coalesce(model, '')), '[^a-z0-9.]+', '-', 'g') || '-',
        product,
        written
    FROM source_generator
    WHERE provider IS NOT NULL
),
in_force AS (
    SELECT
        named.*,
        terms.* EXCLUDE (provider, product),
        terms.product AS offered,
        CASE
            WHEN len(terms.models) = 0 THEN 0
            ELSE list_max(list_transform(list_filter(terms.models, lambda one: named.written LIKE one), lambda one: length(one)))
        END AS fit
    FROM named
    JOIN provider_terms AS terms
        ON terms.provider = named.provider
        AND (named.product IS NULL OR terms.product IN ('', named.product))
        AND coalesce(named.captured, DATE '9999-01-01') >= terms.valid_from
        AND coalesce(named.captured, DATE '9999-01-01') < coalesce(terms.valid_to, DATE '9999-12-31')
),
nearest AS (
    SELECT *
    FROM in_force
    WHERE fit IS NOT NULL
    QUALIFY fit = max(fit) OVER (PARTITION BY provider, model, product, captured)
)
SELECT
    provider AS provider, -- In lower case.
    model AS model, -- As the finding names it; null: it names none.
    product AS product, -- As the finding names it; null: it is not known.
    captured AS captured, -- Date of the records; null: they have none.
    max(train_competing) AS train_competing, -- 0 permitted, 1 on a condition, 2 unclear, 3 refused.
    arg_max(class, severity) AS class, -- The strictest.
    string_agg(DISTINCT class, ', ' ORDER BY class) AS classes, -- All that hold.
    CASE
        WHEN product IS NOT NULL THEN product
        WHEN min(fit) > 0 AND count(DISTINCT offered) = 1 THEN min(offered)
        ELSE concat('not known; the strictest of ', string_agg(DISTINCT coalesce(nullif(offered, ''), 'all'), ', ' ORDER BY coalesce(nullif(offered, ''), 'all')))
    END AS basis, -- Which product's terms these are.
    string_agg(DISTINCT clause, '; ' ORDER BY clause) AS clauses, -- What they say, in few words.
    nullif(string_agg(DISTINCT exceptions, '; ' ORDER BY exceptions) FILTER (exceptions <> ''), '') AS exceptions, -- What is excepted.
    nullif(string_agg(DISTINCT regions, '; ' ORDER BY regions) FILTER (regions <> ''), '') AS regions, -- Where they are not offered.
    string_agg(DISTINCT concat(terms_document, ', ', source), '; ' ORDER BY concat(terms_document, ', ', source)) AS sources -- Documents, and who recorded them when.
FROM (SELECT * RENAME (document AS terms_document) FROM nearest)
GROUP BY provider, model, product, captured
