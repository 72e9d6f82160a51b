-- Forget the signals that the user gave for an earlier judgement.
-- No parameters.  Empties site_signal of them.
DELETE FROM site_signal
WHERE origin = 'given'
