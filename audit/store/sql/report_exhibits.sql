-- Findings with a verdict that are shown: the strictest first, and among those of one outcome the best of each work, platform, family,
-- licence or opt-out in turn, so that none crowds out the others; common text after what is not.
-- Parameters: $most, how many; $only, fingerprints of those that are asked for, null: all.
-- Returns the finding's columns, captured, its strictest outcome, its rules,
-- strictest first, the waivers that let verdicts on it pass, and whether some verdict is new (neither waived nor in the baseline) or open.
WITH judged AS (
    SELECT
        verdict.document,
        verdict.fingerprint,
        max(rule.weight) AS weight,
        list_transform(
            list_sort(list(DISTINCT {'weight': -rule.weight, 'rule': rule.rule})),
            lambda one: one.rule
        ) AS rules,
        list_sort(list(DISTINCT verdict.waiver) FILTER (verdict.waiver IS NOT NULL)) AS waivers,
        bool_or(verdict.waiver IS NULL AND NOT verdict.baselined) AS new,
        bool_or(verdict.waiver IS NULL) AS open
    FROM verdict
    JOIN rule ON rule.rule = verdict.rule
    WHERE $only::VARCHAR[] IS NULL OR list_contains($only::VARCHAR[], verdict.fingerprint)
    GROUP BY verdict.document, verdict.fingerprint
),
ranked AS (
    SELECT
        found.document,
        found.fingerprint,
        judged.weight,
        judged.rules,
        judged.waivers,
        judged.new,
        judged.open,
        found.level = 'finding' AS stands,
        coalesce(found.matched_words, 0) AS matched_words,
        found.score,
        coalesce(found.common, false) AS common,
        row_number() OVER (
            PARTITION BY
                judged.weight,
                found.kind,
                coalesce(found.work, found.platform, found.mark, found.family, found.spdx, found.signal, found.reference)
            ORDER BY found.level = 'finding' DESC, found.common IS TRUE, found.matched_words DESC NULLS LAST, found.score DESC, found.path, found.record, found.start
        ) AS turn
    FROM found
    JOIN judged ON judged.document = found.document AND judged.fingerprint = found.fingerprint
    QUALIFY row_number() OVER (PARTITION BY found.document, found.fingerprint ORDER BY found.attributes) = 1
),
chosen AS (
    FROM ranked
    ORDER BY weight DESC, turn, stands DESC, common, matched_words DESC, score DESC, document, fingerprint
    LIMIT $most
)
SELECT
    found.document,
    found.record_id,
    found.url,
    document.captured,
    found.detector,
    found.kind,
    found.level,
    CASE chosen.weight WHEN 2 THEN 'block' WHEN 1 THEN 'review' ELSE 'note' END AS outcome,
    chosen.rules,
    chosen.waivers,
    chosen.new,
    chosen.open,
    found.attributes,
    found.evidence,
    found.start,
    found."end",
    found.reference,
    found.reference_start,
    found.reference_end,
    found.quote,
    found.reference_quote,
    found.fingerprint,
    coalesce(found.passage_documents, 0) AS passage_documents,
    coalesce(found.common, false) AS common
FROM chosen
JOIN found ON found.document = chosen.document AND found.fingerprint = chosen.fingerprint
JOIN document ON document.document = found.document
QUALIFY row_number() OVER (PARTITION BY found.document, found.fingerprint ORDER BY found.attributes) = 1
ORDER BY
    chosen.weight DESC,
    chosen.turn,
    chosen.stands DESC,
    chosen.common,
    chosen.matched_words DESC,
    chosen.score DESC,
    found.document,
    found.fingerprint
