-- What is known of each document's signals and terms, in the order of the corpus.
-- No parameters.  Returns document and the columns signal_ and terms_.
SELECT document, signal_of_site, signal_of_page, signal_at_capture, signal_latest, reserved_at_capture, terms_class, terms_source, terms_known
FROM document
ORDER BY path, record
