-- How prompts are spread over accounts.
-- No parameters.  Returns the fields of report_model.AccountFigures; of no accounts one row with 0.
WITH each AS (
    SELECT account, count(*) AS prompts
    FROM document
    WHERE prompt IS NOT NULL AND account IS NOT NULL
    GROUP BY account
),
ranked AS (
    SELECT *, row_number() OVER (ORDER BY prompts, account DESC) AS rank, count(*) OVER () AS accounts
    FROM each
)
SELECT
    coalesce(sum(prompts), 0)::BIGINT AS prompts,
    count(*) AS accounts,
    arg_max(account, rank) AS top,
    max(prompts) / sum(prompts) AS top_share,
    sum(prompts) FILTER (rank > accounts - ceil(accounts / 10)) / sum(prompts) AS top_tenth_share,
    2 * sum(rank * prompts) / (max(accounts) * sum(prompts)) - (max(accounts) + 1) / max(accounts) AS gini
FROM ranked
