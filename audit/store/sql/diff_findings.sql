-- Findings of two runs by the key that lasts, and what accounts for those that only one has: other text; else a library that only one
-- was compared with; else other detectors. A record is the same where its id, else its URL, else its place, and its size are.
-- Parameters: $libraries and $detectors that only one run has, or in another version.  Makes the table diff_finding of this connection.
CREATE OR REPLACE TEMPORARY TABLE diff_finding AS
WITH pair AS (
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
    FROM later.lasting_finding AS after
    FULL JOIN earlier.lasting_finding AS before ON before.lasting = after.lasting
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
