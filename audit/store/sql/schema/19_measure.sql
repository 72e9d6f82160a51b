-- What a rule's predicate sees of the corpus as a whole, together with `purpose` and `jurisdiction`. One row a measure and subject.
-- No parameters.  Makes the view measure.
CREATE VIEW measure AS
WITH measured AS (
    FROM measure_documents
    UNION ALL BY NAME
    FROM measure_licences
    UNION ALL BY NAME
    FROM measure_signals
    UNION ALL BY NAME
    FROM measure_subjects
    UNION ALL BY NAME
    FROM measure_generated
    UNION ALL BY NAME
    FROM measure_sources
    UNION ALL BY NAME
    FROM measure_credit
)
SELECT
    CASE subject_type WHEN 'corpus' THEN 'corpus' ELSE subject_type || ':' || subject END AS document, -- How verdicts call what it is about.
    md5(concat_ws(chr(31), measure, dimension, subject_type, subject)) AS fingerprint, -- Stable over runs: of measure and subject, not of the value.
    measure AS measure, -- Name of the measure.
    dimension AS dimension, -- What the value counts, such as documents, or which term of a licence it is about.
    subject_type AS subject_type, -- What it is about: corpus, work, platform, dataset, source, licence or host.
    subject AS subject, -- The corpus, the id of the work or source, or the name.
    value AS value, -- The measure's value.
    documents AS documents, -- Documents that it rests on.
    bytes AS bytes, -- Bytes of text of these documents, where counted.
    share AS share -- Of all documents, 0 to 1.
FROM measured
