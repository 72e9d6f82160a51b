-- What the files of sites say against each other: a measure of the corpus. One row where any host does so.
-- No parameters.  Makes the view measure_signals.
CREATE VIEW measure_signals AS
WITH contradicting AS (
    SELECT without_www(host) AS host
    FROM site_signal
    WHERE about = 'site' AND value IN ('reserved', 'partial', 'allowed')
    GROUP BY 1, file, signal, agent, site_path, seen
    HAVING count(DISTINCT (value, path_rules)) > 1
)
SELECT
    'hosts_with_contradicting_signals' AS measure, -- Name of the measure.
    'hosts' AS dimension, -- What the value counts.
    'corpus' AS subject_type, -- What it is about.
    'corpus' AS subject, -- Which one.
    count(DISTINCT host)::DOUBLE AS value, -- Hosts.
    NULL::BIGINT AS documents, -- Not counted.
    NULL::BIGINT AS bytes, -- Not counted.
    NULL::DOUBLE AS share -- Not counted.
FROM contradicting
HAVING count(*) > 0
