-- What sources state, what they descend from, and where that differs: those that manifests list or documents are of, and of all whether
-- anything is stated of them. One row a measure, dimension and source that has any.
-- No parameters.  Makes the view measure_sources.
CREATE VIEW measure_sources AS
WITH total AS (
    SELECT count(*)::DOUBLE AS documents FROM document
),
present AS (
    SELECT source_id FROM source WHERE listed
    UNION
    SELECT source_id FROM source_held
),
stated AS (
    SELECT
        source_id,
        dimension,
        max(value) FILTER (role = 'concluded') AS concluded,
        max(value) FILTER (role = 'curated' AND stated) AS curated
    FROM stated_terms
    GROUP BY source_id, dimension
),
declared AS (
    SELECT
        source_id,
        unnest(['commercial', 'derive', 'redistribute', 'share_alike', 'train_competing']) AS dimension,
        unnest([terms.commercial, terms.derive, terms.redistribute, terms.share_alike, terms.train_competing]) AS value
    FROM source
    JOIN present USING (source_id)
    JOIN licence_terms AS terms ON terms.spdx = source.declared
    WHERE source.declared NOT IN ('NOASSERTION', 'NONE')
),
detected AS (
    SELECT
        document.source_id,
        found.document,
        max(terms.commercial) AS commercial,
        max(terms.derive) AS derive,
        max(terms.redistribute) AS redistribute,
        max(terms.share_alike) AS share_alike
    FROM found
    JOIN document ON document.document = found.document AND document.source_id IS NOT NULL
    JOIN licence_terms AS terms ON terms.spdx = found.spdx
    WHERE found.kind = 'licence'
        AND found.level = 'finding'
        AND found.scope IN ('page', 'file', 'dataset')
        AND found.spdx NOT IN ('NOASSERTION', 'NONE')
    GROUP BY document.source_id, found.document
),
stricter AS (
    SELECT
        detected.source_id,
        declared.dimension,
        count(*) AS documents
    FROM detected
    JOIN declared ON declared.source_id = detected.source_id
    WHERE CASE declared.dimension
        WHEN 'commercial' THEN detected.commercial
        WHEN 'derive' THEN detected.derive
        WHEN 'redistribute' THEN detected.redistribute
        WHEN 'share_alike' THEN detected.share_alike
    END > declared.value
    GROUP BY detected.source_id, declared.dimension
),
measured AS (
    SELECT 'inherited_term' AS measure, dimension, source_id AS subject, value::DOUBLE AS value
    FROM effective
    JOIN present USING (source_id)
    UNION ALL
    SELECT 'label_laundering', effective.dimension, effective.source_id, effective.inherited - declared.value
    FROM effective
    JOIN declared ON declared.source_id = effective.source_id AND declared.dimension = effective.dimension
    WHERE effective.inherited > declared.value
    UNION ALL
    SELECT 'declared_detected_conflict', dimension, source_id, documents FROM stricter
    UNION ALL
    SELECT 'declared_concluded_conflict', declared.dimension, declared.source_id, abs(stated.concluded - declared.value)
    FROM declared
    JOIN stated ON stated.source_id = declared.source_id AND stated.dimension = declared.dimension
    WHERE stated.concluded <> declared.value
    UNION ALL
    SELECT 'declared_curated_conflict', declared.dimension, declared.source_id, stated.curated - declared.value
    FROM declared
    JOIN stated ON stated.source_id = declared.source_id AND stated.dimension = declared.dimension
    WHERE stated.curated > declared.value
    UNION ALL
    SELECT 'source_without_licence', 'documents', source.source_id, coalesce(held.documents, 0)
    FROM source
    LEFT JOIN source_held AS held ON held.source_id = source.source_id
    WHERE source.kind <> 'corpus'
        AND coalesce(nullif(source.concluded, 'NOASSERTION'), nullif(source.declared, 'NOASSERTION'), nullif(source.curated, 'NOASSERTION')) IS NULL
    UNION ALL
    SELECT 'lineage_cycle', 'parents', child, count(DISTINCT parent) FROM lineage WHERE in_circle GROUP BY child
    UNION ALL
    SELECT 'parent_not_described', 'sources', parent, count(DISTINCT child)
    FROM lineage
    JOIN source ON source.source_id = lineage.parent AND source.origin = 'not described'
    GROUP BY parent
    UNION ALL
    SELECT 'source_without_documents', 'documents', source.source_id, 0
    FROM source
    LEFT JOIN source_held AS held ON held.source_id = source.source_id
    WHERE source.listed
        AND source.kind <> 'corpus'
        AND held.source_id IS NULL
        AND source.source_id NOT IN (SELECT parent FROM lineage WHERE child NOT IN (SELECT source_id FROM source WHERE kind = 'corpus'))
)
SELECT
    measured.measure AS measure, -- Name of the measure.
    measured.dimension AS dimension, -- The term that it is about, or what the value counts.
    'source' AS subject_type, -- source, or corpus.
    measured.subject AS subject, -- Id of the source, or corpus.
    measured.value AS value, -- A term from 0 to 3 or by how much two differ; or documents, sources or steps.
    coalesce(held.documents, 0)::BIGINT AS documents, -- Documents of the source.
    held.bytes AS bytes, -- Bytes of their text.
    coalesce(held.documents, 0) / nullif(total.documents, 0) AS share -- Of all documents, 0 to 1.
FROM measured
LEFT JOIN source_held AS held ON held.source_id = measured.subject
CROSS JOIN total
UNION ALL
SELECT
    'documents_without_source',
    'documents',
    'corpus',
    'corpus',
    count(*)::DOUBLE,
    count(*)::BIGINT,
    sum(bytes)::BIGINT,
    count(*) / max(total.documents)
FROM document, total
WHERE source_id IS NULL AND EXISTS (FROM source WHERE listed)
HAVING count(*) > 0
