-- What each source states and is bound by, as columns beside each other. One row a source.
-- No parameters.  Makes the view source_terms.
CREATE VIEW source_terms AS
WITH bound AS (
    SELECT
        source_id,
        max(value) FILTER (dimension = 'commercial') AS commercial,
        max(value) FILTER (dimension = 'derive') AS derive,
        max(value) FILTER (dimension = 'redistribute') AS redistribute,
        max(value) FILTER (dimension = 'share_alike') AS share_alike,
        max(value) FILTER (dimension = 'train_competing') AS train_competing
    FROM effective
    GROUP BY source_id
)
SELECT
    source.source_id AS source_id, -- Source.
    source.declared AS declared, -- SPDX expression that its manifest or card declares.
    source.concluded AS concluded, -- SPDX expression that a person concluded.
    terms.commercial AS declared_commercial, -- The declared licence on commercial use, 0 to 3.
    terms.derive AS declared_derive, -- On adapted versions.
    terms.redistribute AS declared_redistribute, -- On passing copies on.
    terms.share_alike AS declared_share_alike, -- 1: adapted versions have to stay under the same licence.
    bound.commercial AS inherited_commercial, -- The strictest of the source and all its ancestors on commercial use, 0 to 3.
    bound.derive AS inherited_derive, -- On adapted versions.
    bound.redistribute AS inherited_redistribute, -- On passing copies on.
    bound.share_alike AS inherited_share_alike, -- On keeping the same licence.
    bound.train_competing AS inherited_train_competing -- On training other models, by the terms of generators too.
FROM source
JOIN bound ON bound.source_id = source.source_id
LEFT JOIN licence_terms AS terms ON terms.spdx = source.declared
