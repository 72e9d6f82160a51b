-- How many chats, prompts and answers there are, and in how many chats a mark of reasoning or of a call of a tool stands.
-- No parameters.  Returns one row.
WITH marked AS (
    SELECT
        document,
        bool_or(attributes ->> '$.marker' = 'reasoning') AS reasons,
        bool_or(attributes ->> '$.marker' = 'tool-call') AS calls
    FROM found
    WHERE kind = 'generated'
    GROUP BY document
)
SELECT
    count(*) AS chats,
    count(prompt) AS prompts,
    coalesce(sum(answers), 0)::BIGINT AS answers,
    count(*) FILTER (reasons) AS reasoning_documents,
    count(*) FILTER (calls) AS tool_call_documents
FROM document
LEFT JOIN marked USING (document)
WHERE answers IS NOT NULL
