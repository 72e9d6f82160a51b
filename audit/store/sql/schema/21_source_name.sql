-- What the source of each document is called: by its address, and by what it was attributed to. One row a document and name.
-- No parameters.  Makes the view source_name.
CREATE VIEW source_name AS
SELECT
    'domain' AS what, -- domain, host, platform, publisher, group or kind.
    domain AS name, -- Of hosts without www.
    document AS document -- Path, a number sign and the record's number.
FROM document
WHERE domain IS NOT NULL
UNION ALL
SELECT 'host', without_www(host), document FROM document WHERE host IS NOT NULL
UNION ALL
SELECT 'platform', platform, document FROM attributed WHERE platform IS NOT NULL
UNION ALL
SELECT 'publisher', publisher, document FROM attributed WHERE publisher IS NOT NULL
UNION ALL
SELECT 'group', group_name, document FROM attributed WHERE group_name IS NOT NULL
UNION ALL
SELECT 'kind', source_kind, document FROM attributed WHERE source_kind IS NOT NULL
