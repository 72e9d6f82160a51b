-- Every signal of a site.
-- No parameters.  Returns the columns of site_signal.
FROM site_signal
ORDER BY host, signal, agent, seen, document
