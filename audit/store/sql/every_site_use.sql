-- What each host says on each use.
-- No parameters.  Returns the columns of site_use.
FROM site_use
ORDER BY host, use
