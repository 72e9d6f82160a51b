-- What each document was attributed to by the finding of the strongest tier that names a platform or a kind of source. One row a document that has one.
-- No parameters.  Makes the table attributed.
CREATE TABLE attributed (
    document VARCHAR NOT NULL, -- Path, a number sign and the number of the record in the file, from 0.
    tier VARCHAR NOT NULL, -- What the statement rests on: url, page, source, text or model.
    platform VARCHAR, -- Platform that the text comes from, such as reddit.
    publisher VARCHAR, -- Who publishes the site.
    group_name VARCHAR, -- Who owns the publisher.
    source_kind VARCHAR -- news, forum, qa, wiki, transcript and others.
)
