-- Prompts of chosen documents, with who asked.
-- Parameters: $rows, rows of document.  Returns row, document, prompt, account.
SELECT rowid AS row, document, prompt, account
FROM document
WHERE rowid IN (SELECT unnest($rows))
