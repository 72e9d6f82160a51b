-- Documents of the corpus. One row a record that was read as text.
-- No parameters.  Makes the table document.
CREATE TABLE document (
    document VARCHAR NOT NULL, -- Path, a number sign and the number of the record in the file, from 0.
    path VARCHAR NOT NULL, -- Name of the file in the corpus.
    record BIGINT NOT NULL, -- Number of the record in the file, from 0.
    record_id VARCHAR, -- The record's own id.
    url VARCHAR, -- As the record states.
    domain VARCHAR, -- Registered domain of the URL.
    captured DATE, -- When captured or written, as the record says.
    declared_licence VARCHAR, -- As the record declares it.
    source VARCHAR, -- Dataset or subset that the record says it comes from.
    declared_model VARCHAR, -- Generator that the record names.
    language VARCHAR, -- As declared.
    bytes BIGINT NOT NULL, -- Of the text in UTF-8.
    words BIGINT NOT NULL, -- Of the text.
    document_licensed BOOLEAN, -- A licence was found or declared for the whole document.
    reserved_at_capture BOOLEAN -- A machine-readable reservation by its site was in force when it was captured.
)
