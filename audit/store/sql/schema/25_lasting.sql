-- Fingerprints that last when a corpus is cut into other files: of what is stated of which text of which record. One row a finding.
-- A record is known by its id, else its URL, else its length and the text around the finding; alike statements are numbered.
-- Case and spaces of the text do not count.
-- No parameters.  Makes the view lasting.
CREATE VIEW lasting AS
WITH stated AS (
    SELECT
        f.document,
        f.fingerprint,
        f.start,
        sha256(
            concat_ws(
                chr(31),
                f.detector,
                f.kind,
                coalesce(
                    f.record_id,
                    f.url,
                    concat_ws(chr(30), d.bytes::VARCHAR, d.words::VARCHAR, f.quote."before", f.quote."after")
                ),
                lower(translate(coalesce(f.quote."text", ''), chr(9) || chr(10) || chr(13) || ' ', '')),
                coalesce(f.quote.omitted, 0)::VARCHAR,
                coalesce(f.work, ''),
                coalesce(f.platform, ''),
                coalesce(f.site, ''),
                coalesce(f.family, ''),
                coalesce(f.provider, ''),
                coalesce(f.model, ''),
                coalesce(f.dataset, ''),
                coalesce(f.spdx, ''),
                coalesce(f.scope, ''),
                coalesce(f.notice, ''),
                coalesce(f.signal, ''),
                coalesce(f.agent, ''),
                coalesce(f.value, ''),
                coalesce(f.tier, ''),
                coalesce(f.mark, ''),
                coalesce(f.basis, '')
            )
        ) AS said
    FROM found AS f
    JOIN document AS d ON d.document = f.document
)
SELECT
    document AS document, -- Path, a number sign and the record's number.
    fingerprint AS fingerprint, -- The finding's own, which names its file and place.
    md5(said || row_number() OVER (PARTITION BY said ORDER BY document, start, fingerprint)) AS lasting -- The one that lasts.
FROM stated
