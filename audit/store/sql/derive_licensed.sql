-- Mark the documents for which a licence was found or declared that covers them as a whole.
-- No parameters.  Fills document.document_licensed where it is not known.
UPDATE document
SET document_licensed = EXISTS (
    FROM found
    WHERE found.document = document.document
        AND found.kind = 'licence'
        AND found.level = 'finding'
        AND found.scope IN ('page', 'file', 'dataset')
        AND found.spdx NOT IN ('NOASSERTION', 'NONE', 'LicenseRef-all-rights-reserved')
)
WHERE document_licensed IS NULL
