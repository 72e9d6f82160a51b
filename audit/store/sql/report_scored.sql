-- Of how many documents the learned model of sites spoke, and why not of the others.
-- Parameters: $fewest, words from which it may speak.  Returns one row.
SELECT
    count(*) AS documents,
    count(class_scores) AS scored,
    count(*) FILTER (class_scores IS NULL AND words < $fewest) AS short,
    count(*) FILTER (class_scores IS NULL AND words >= $fewest AND answers > 0) AS chats,
    count(*) FILTER (class_scores IS NULL AND words >= $fewest AND coalesce(answers, 0) = 0) AS foreign_script
FROM document
