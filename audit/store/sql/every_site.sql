-- Every site, by its domain.
-- No parameters.  Returns the columns of site.
FROM site
ORDER BY domain
