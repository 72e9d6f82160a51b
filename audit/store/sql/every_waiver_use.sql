-- Where waivers let verdicts pass.
-- No parameters.  Returns the columns of waiver_use.
FROM waiver_use
ORDER BY waiver, purpose, jurisdiction
