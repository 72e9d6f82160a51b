-- Every measure of the corpus, as rules see them.
-- No parameters.  Returns the columns of the view measure.
FROM measure
ORDER BY measure, subject_type, subject
