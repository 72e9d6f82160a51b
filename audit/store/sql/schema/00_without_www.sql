-- A host without www., which makes no difference to what a site says. Null stays null.
-- Makes the function without_www(host).
CREATE MACRO without_www(host) AS
CASE WHEN starts_with(host, 'www.') THEN substr(host, 5) ELSE host END
