-- Every verdict, in the order of the corpus; those on measures come last.
-- No parameters.  Returns the fields of a line of `corpus-audit verdicts --format jsonl`.
SELECT
    verdict.document,
    verdict.fingerprint,
    verdict.rule,
    verdict.outcome,
    verdict.purpose,
    verdict.jurisdiction,
    verdict.waiver,
    verdict.baselined,
    verdict.citation
FROM verdict
LEFT JOIN document ON document.document = verdict.document
ORDER BY
    document.path NULLS LAST,
    document.record,
    verdict.document,
    verdict.fingerprint,
    verdict.rule,
    verdict.purpose,
    verdict.jurisdiction
