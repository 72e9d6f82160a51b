-- Every verdict, with what waivers and baselines know it by. `entry` is how a waiver lists it: a measure with its value.
-- No parameters.  Makes the table coverable of this connection.
CREATE OR REPLACE TEMPORARY TABLE coverable AS
SELECT DISTINCT
    verdict.document,
    verdict.fingerprint,
    verdict.rule,
    verdict.purpose,
    verdict.jurisdiction,
    named.lasting,
    named.value,
    named.lasting || coalesce(':' || regexp_replace(named.value::VARCHAR, '\.0$', ''), '') AS entry
FROM verdict
JOIN judged_lasting AS named ON named.document = verdict.document AND named.fingerprint = verdict.fingerprint
