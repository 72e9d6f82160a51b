-- Works that were looked for. One row a work of a library, found or not.
-- No parameters.  Makes the table work.
CREATE TABLE work (
    library VARCHAR NOT NULL, -- The first digits of the library's digest.
    library_name VARCHAR NOT NULL, -- Name of its folder.
    library_kind VARCHAR NOT NULL, -- Such as works or benchmarks.
    profile VARCHAR NOT NULL, -- What the library keeps of a work: open, positions or sealed.
    work VARCHAR NOT NULL, -- Its id.
    characters BIGINT NOT NULL, -- Its length.
    title VARCHAR, -- As given.
    author VARCHAR -- As given.
)
