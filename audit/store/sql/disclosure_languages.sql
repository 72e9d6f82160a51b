-- Documents by the language that their records declare, most words first.
-- No parameters.  Returns the fields of report_model.disclosures.LanguageRow.
SELECT language, count(*) AS documents, sum(words)::BIGINT AS words
FROM document
GROUP BY language
ORDER BY words DESC, language NULLS LAST
