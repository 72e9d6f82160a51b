-- Which sources a source descends from, at any depth up to 32; a circle is met once and not followed. What facts alone came from is left out.
-- No parameters.  Makes the view ancestry.
CREATE VIEW ancestry AS
WITH RECURSIVE edge AS (
    SELECT child, parent, min(relation <> 'generated_by')::TINYINT AS everything
    FROM (SELECT child, parent, relation FROM lineage WHERE relation <> 'facts_only')
    GROUP BY child, parent, relation <> 'generated_by'
),
line(source_id, ancestor, everything, depth) USING KEY (source_id, ancestor, everything) AS (
    SELECT child, parent, everything, 1 FROM edge
    UNION
    SELECT line.source_id, edge.parent, least(line.everything, edge.everything), line.depth + 1
    FROM line
    JOIN edge ON edge.child = line.ancestor
    WHERE line.depth < 32
        AND NOT EXISTS (
            FROM recurring.line AS met
            WHERE met.source_id = line.source_id
                AND met.ancestor = edge.parent
                AND met.everything = least(line.everything, edge.everything)
        )
)
SELECT
    source_id AS source_id, -- Source.
    ancestor AS ancestor, -- Source that it descends from; itself: lineage goes in a circle.
    everything = 1 AS everything, -- All terms of the ancestor reach it; else those on training only, as it was generated.
    depth AS depth -- Steps of the shortest way.
FROM line
