-- A digest of all that the rules given to the judgement say.
-- No parameters.  Returns digest.
SELECT md5(coalesce(string_agg(concat_ws(chr(31), rule, content), chr(30) ORDER BY rule), '')) AS digest
FROM known_rule
