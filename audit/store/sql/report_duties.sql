-- What the licences that documents bear oblige to.
-- No parameters.  Returns the fields of report_model.Duty, and licence.
SELECT licence, obligation, "trigger", "text", wording, cite, recorded, reviewed_by
FROM licence_obligation
WHERE licence IN (SELECT licence FROM credit)
ORDER BY licence, "trigger" = 'derive', "trigger", obligation, "text"
