-- What either run has, the earlier one first.
-- No parameters.  Returns documents, findings, verdicts, open.
SELECT
    (SELECT count(*) FROM earlier.document) AS documents,
    (SELECT count(*) FROM diff_finding WHERE change <> 'new') AS findings,
    (SELECT count(*) FROM earlier.verdict) AS verdicts,
    (SELECT count(*) FROM earlier.verdict WHERE waiver IS NULL AND NOT baselined) AS open
UNION ALL
SELECT
    (SELECT count(*) FROM later.document),
    (SELECT count(*) FROM diff_finding WHERE change <> 'gone'),
    (SELECT count(*) FROM later.verdict),
    (SELECT count(*) FROM later.verdict WHERE waiver IS NULL AND NOT baselined)
