-- What sites signal on use, one row for each host, signal, agent, part of the site and day on which it was seen.
-- No parameters.  Makes the table site_signal.
CREATE TABLE site_signal (
    host VARCHAR NOT NULL, -- Whose signal it is, in lower case; www. is kept, but makes no difference.
    signal VARCHAR NOT NULL, -- Mechanism: robots_ai, ai_txt, tdmrep, content_signal, aipref, rsl, noai_header, noai_meta or cc.
    agent VARCHAR NOT NULL, -- Whom it addresses; *: all that are not named; empty: anyone.
    agent_purpose VARCHAR NOT NULL, -- What the agent fetches pages for: train, search or user; empty: unknown or any.
    value VARCHAR NOT NULL, -- reserved, allowed, partial, absent (there was no such file) or unknown.
    seen DATE, -- Day of the capture; null: unknown.
    origin VARCHAR NOT NULL, -- corpus: a record; given: a file that the user gave.
    file VARCHAR NOT NULL, -- robots.txt, ai.txt, tdmrep.json or rsl; empty: a page.
    about VARCHAR NOT NULL, -- site: a file about the site, such as robots.txt; page: a header or an element of a page.
    document VARCHAR NOT NULL, -- Where it was seen: path#record, or the name of the given file.
    site_path VARCHAR NOT NULL, -- Which part of the site it is about; empty: all of it.
    path_rules VARCHAR NOT NULL -- Of partial: a line for each path, with - where it is closed and + where it is open.
)
