-- Prompts of some of the documents.
-- Parameters: $first, $last, rows of document.  Returns row, prompt.
SELECT rowid AS row, prompt
FROM document
WHERE prompt IS NOT NULL AND rowid BETWEEN $first AND $last
ORDER BY rowid
