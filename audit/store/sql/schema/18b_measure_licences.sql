-- How licences meet in the corpus and in each source, and licences that are named before there was any of them. One row a measure and subject
-- that has any. What counts is what was found for whole documents, and what is concluded, declared or curated for their sources.
-- No parameters.  Makes the view measure_licences.
CREATE VIEW measure_licences AS
WITH total AS (
    SELECT count(*)::DOUBLE AS documents FROM document
),
named AS (
    SELECT DISTINCT found.document, part.licence, part.share_alike
    FROM found
    JOIN licence_part AS part ON part.spdx = found.spdx
    WHERE found.kind = 'licence' AND found.level = 'finding' AND found.scope IN ('page', 'file', 'dataset')
),
bound AS (
    SELECT document, licence FROM named WHERE share_alike
    UNION
    SELECT document.document, part.licence
    FROM source
    JOIN licence_part AS part
        ON part.spdx = coalesce(nullif(source.concluded, 'NOASSERTION'), nullif(source.declared, 'NOASSERTION'), source.curated)
        AND part.share_alike
    JOIN document ON document.source_id = source.source_id
),
bearing AS (
    SELECT 'corpus' AS subject_type, 'corpus' AS subject, licence, document FROM bound
    UNION ALL
    SELECT 'source', document.source_id, bound.licence, bound.document
    FROM bound
    JOIN document ON document.document = bound.document
    WHERE document.source_id IS NOT NULL
),
met AS (
    SELECT DISTINCT subject_type, subject, licence FROM bearing
),
counted AS (
    SELECT subject_type, subject, count(DISTINCT licence) AS licences, count(DISTINCT document) AS documents
    FROM bearing
    GROUP BY subject_type, subject
),
outbound AS (
    SELECT subject_type, subject, licence AS outbound FROM met
    UNION
    SELECT met.subject_type, met.subject, compat.outbound
    FROM met
    JOIN compat ON compat.inbound = met.licence AND compat.verdict = 'yes'
),
accepted AS (
    SELECT met.subject_type, met.subject, outbound.outbound, count(*) AS licences
    FROM met
    JOIN outbound ON outbound.subject_type = met.subject_type AND outbound.subject = met.subject
    LEFT JOIN compat ON compat.inbound = met.licence AND compat.outbound = outbound.outbound AND compat.verdict = 'yes'
    WHERE met.licence = outbound.outbound OR compat.inbound IS NOT NULL
    GROUP BY met.subject_type, met.subject, outbound.outbound
),
best AS (
    SELECT subject_type, subject, max(licences) AS licences FROM accepted GROUP BY subject_type, subject
),
reviewed AS (
    SELECT one.subject_type, one.subject, bool_and(compat.reviewed_by IS NOT NULL) AS reviewed
    FROM met AS one
    JOIN met AS other ON other.subject_type = one.subject_type AND other.subject = one.subject AND other.licence <> one.licence
    LEFT JOIN compat ON compat.inbound = one.licence AND compat.outbound = other.licence
    GROUP BY one.subject_type, one.subject
),
measured AS (
    SELECT
        'share_alike_without_common_outbound' AS measure,
        CASE WHEN reviewed.reviewed THEN 'licences' ELSE 'licences_unreviewed' END AS dimension,
        counted.subject_type,
        counted.subject,
        counted.licences AS value,
        counted.documents
    FROM counted
    JOIN best ON best.subject_type = counted.subject_type AND best.subject = counted.subject
    JOIN reviewed ON reviewed.subject_type = counted.subject_type AND reviewed.subject = counted.subject
    WHERE best.licences < counted.licences
    UNION ALL
    SELECT 'share_alike_licences', 'licences', 'corpus', 'corpus', count(DISTINCT licence), count(DISTINCT document)
    FROM named
    WHERE share_alike
    HAVING count(*) > 0
    UNION ALL
    SELECT 'licence_before_its_date', 'documents', 'licence', named.licence, count(*), count(*)
    FROM named
    JOIN licence ON licence.licence = named.licence
    JOIN document ON document.document = named.document AND document.captured < licence.valid_from
    GROUP BY named.licence
)
SELECT
    measured.measure AS measure, -- Name of the measure.
    measured.dimension AS dimension, -- What the value counts: documents, licences, or licences_unreviewed where nobody reviewed how they meet.
    measured.subject_type AS subject_type, -- What it is about: corpus, source or licence.
    measured.subject AS subject, -- Which one.
    measured.value::DOUBLE AS value, -- Licences or documents.
    measured.documents::BIGINT AS documents, -- Documents that it rests on.
    NULL::BIGINT AS bytes, -- Not counted.
    measured.documents / nullif(total.documents, 0) AS share -- Of all documents, 0 to 1.
FROM measured, total
