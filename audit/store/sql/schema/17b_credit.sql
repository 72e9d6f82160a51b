-- To whom the licences of documents oblige, and what is known for a credit. One row a document, licence and origin.
-- A licence that was found for a whole document is its site's; one that a manifest states is the source's, and so are those of all that
-- the source was made from; one of a known work is the work's.
-- No parameters.  Makes the view credit.
CREATE VIEW credit AS
WITH reaching AS (
    SELECT source_id, source_id AS ancestor FROM source
    UNION
    SELECT source_id, ancestor FROM ancestry WHERE everything
),
named AS (
    SELECT DISTINCT document FROM found WHERE kind = 'licence' AND contains(attributes, '"holder":"')
),
on_page AS (
    SELECT DISTINCT found.document, part.licence
    FROM found
    JOIN licence_part AS part ON part.spdx = found.spdx
    WHERE found.kind = 'licence' AND found.level = 'finding' AND found.scope IN ('page', 'file', 'dataset')
),
of_work AS (
    SELECT DISTINCT
        found.document,
        part.licence,
        found.work,
        found.library,
        coalesce(found.attributes ->> '$.source', found.attributes ->> '$.identifier') IS NOT NULL AS placed
    FROM found
    JOIN licence_part AS part ON part.spdx = found.spdx
    WHERE found.kind = 'copyright' AND found.level = 'finding' AND found.work IS NOT NULL AND coalesce(found.library_kind, 'works') = 'works'
),
borne AS (
    SELECT
        document.document,
        on_page.licence,
        CASE WHEN document.host IS NOT NULL THEN 'site' WHEN document.source_id IS NOT NULL THEN 'source' ELSE 'file' END AS origin_type,
        coalesce(document.domain, without_www(document.host), document.source_id, document.path) AS origin,
        document.author IS NOT NULL OR named.document IS NOT NULL AS author,
        document.title IS NOT NULL AS title,
        document.url IS NOT NULL AS address
    FROM on_page
    JOIN document ON document.document = on_page.document
    LEFT JOIN named ON named.document = on_page.document
    UNION ALL
    SELECT
        document.document,
        part.licence,
        'source',
        source.source_id,
        coalesce(source.author, source.attribution) IS NOT NULL,
        true,
        source.url IS NOT NULL
    FROM document
    JOIN reaching ON reaching.source_id = document.source_id
    JOIN source ON source.source_id = reaching.ancestor
    JOIN licence_part AS part
        ON part.spdx = coalesce(nullif(source.concluded, 'NOASSERTION'), nullif(source.declared, 'NOASSERTION'), source.curated)
    UNION ALL
    SELECT
        of_work.document,
        of_work.licence,
        'work',
        of_work.work,
        bool_or(work.author IS NOT NULL),
        bool_or(work.title IS NOT NULL),
        bool_or(of_work.placed)
    FROM of_work
    LEFT JOIN work ON work.work = of_work.work AND work.library = of_work.library
    GROUP BY of_work.document, of_work.licence, of_work.work
)
SELECT
    document AS document, -- Path, a number sign and the record's number.
    licence AS licence, -- Id of a licence, as in licence_part.
    origin_type AS origin_type, -- Whom the licence is from: site, source, work, or file where nothing else is known.
    origin AS origin, -- Registered domain, else host; id of the source or work; or the file's name.
    bool_or(author) AS author, -- An author or holder is known.
    bool_or(title) AS title, -- A title is known.
    bool_or(address) AS address, -- An address is known.
    NOT starts_with(licence, 'LicenseRef-') AS licence_link -- The licence is a listed one, which has an address.
FROM borne
WHERE licence NOT IN ('NOASSERTION', 'NONE', 'LicenseRef-all-rights-reserved')
GROUP BY document, licence, origin_type, origin
