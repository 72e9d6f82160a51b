-- Record where waivers let verdicts pass.
-- No parameters.  Fills waiver_use.
INSERT INTO waiver_use
SELECT
    verdict.waiver,
    verdict.rule,
    verdict.purpose,
    verdict.jurisdiction,
    count(*),
    count(DISTINCT document.document)
FROM verdict
LEFT JOIN document ON document.document = verdict.document
WHERE verdict.waiver IS NOT NULL
GROUP BY verdict.waiver, verdict.rule, verdict.purpose, verdict.jurisdiction
