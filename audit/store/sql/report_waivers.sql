-- Waivers of the judgement, those that somebody has to look at first.
-- No parameters.  Returns the columns of waiver.
FROM waiver
ORDER BY state IN ('used', 'expiring'), state = 'used', expires, id
