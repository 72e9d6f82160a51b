-- Findings of two runs by the key that lasts, and what accounts for those that only one has: other text; else a library that only one
-- was compared with; else other detectors. A record is the same where its id, else its URL, else its place, and its size are.
-- Parameters: $libraries and $detectors that only one run has, or in another version.  Makes the table diff_finding of this connection.
CREATE OR REPLACE TEMPORARY TABLE diff_finding AS
WITH before AS (
    SELECT
        named.lasting,
        any_value(found.kind) AS kind,
        any_value(found.detector) AS detector,
        any_value(found.library) AS library,
        any_value(named.document) AS document,
        any_value(named.fingerprint) AS fingerprint
    FROM earlier.lasting AS named
    JOIN earlier.found ON found.document = named.document AND found.fingerprint = named.fingerprint
    GROUP BY named.lasting
),
after AS (
    SELECT
        named.lasting,
        any_value(found.kind) AS kind,
        any_value(found.detector) AS detector,
        any_value(found.library) AS library,
        any_value(named.document) AS document,
        any_value(named.fingerprint) AS fingerprint
    FROM later.lasting AS named
    JOIN later.found ON found.document = named.document AND found.fingerprint = named.fingerprint
    GROUP BY named.lasting
),
pair AS (
    SELECT
        coalesce(after.lasting, before.lasting) AS lasting,
        coalesce(after.kind, before.kind) AS kind,
        coalesce(after.detector, before.detector) AS detector,
        coalesce(after.library, before.library) AS library,
        CASE WHEN before.lasting IS NULL THEN 'new' WHEN after.lasting IS NULL THEN 'gone' ELSE 'unchanged' END AS change,
        before.document AS document_before,
        before.fingerprint AS fingerprint_before,
        after.document AS document_after,
        after.fingerprint AS fingerprint_after
    FROM after
    FULL JOIN before ON before.lasting = after.lasting
)
SELECT
    pair.*,
    CASE
        WHEN pair.change = 'unchanged' THEN ''
        WHEN changed.document IS NOT NULL THEN 'data'
        WHEN list_contains($libraries, pair.library) THEN 'references'
        WHEN list_contains($detectors, pair.detector) THEN 'tool'
        ELSE 'data'
    END AS cause
FROM pair
LEFT JOIN diff_document AS changed
    ON changed.document = coalesce(pair.document_after, pair.document_before) AND changed.change = pair.change
