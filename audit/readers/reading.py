"""Reads one piece: opens it, calls its format's reader, and turns whatever goes wrong into Skips."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib import import_module
from typing import TypeAlias

from audit.batch import Records
from audit.model import Piece, Skip, SkipReason
from audit.readers.discover import reason_of
from audit.readers.limits import Limits
from audit.readers.rows import Rows
from audit.readers.stream import Source

Reader: TypeAlias = Callable[[Source, Rows], Iterator[Records | Skip]]

FORMATS = {
    "jsonl": "jsonl",
    "json": "json_values",
    "parquet": "parquet",
    "arrow": "arrow",
    "arrow-file": "arrow",
    "csv": "delimited",
    "warc": "warc",
    "arc": "arc",
    "text": "plain",
    "html": "html_file",
    "epub": "epub",
    "pdf": "pdf",
    "mediawiki": "mediawiki",
    "wikiextractor": "wikiextractor",
    "stackexchange": "stackexchange",
}
"Format to the module that reads it; each has `read(source, rows)`."
_RESUMES = frozenset({"jsonl", "warc", "wikiextractor", "text"})
"Formats that can go on after a hole."


def read(piece: Piece, limits: Limits | None = None, make: Callable[[Piece, Limits], Rows] = Rows) -> Iterator[Records | Skip]:
    """
    The records of a piece: each is one row of a table or one Skip with its number, and numbers run from 0 without a gap.

    Skips come when they are met, so before the table that holds their neighbours. A Skip without a number is about the rest
    of the piece. Nothing is raised for what a file holds or for a file system's errors. Memory is bounded by
    `limits`, not by the file. `make` makes what records are collected in.
    """
    rows = make(piece, limits or Limits())
    try:
        with Source(piece, rows.limits) as source:
            yield from _all(source, rows)
            yield from rows.flush()
            if source.changed():
                yield Skip(piece.name, None, SkipReason.CHANGED, "its size or time changed since it was found")
    except OSError as error:
        yield from rows.flush()
        yield Skip(piece.name, None, reason_of(error), error.strerror or type(error).__name__, stored_bytes=piece.stored_bytes)


def _all(source: Source, rows: Rows) -> Iterator[Records | Skip]:
    """What the format's reader gives, over holes where that is possible."""
    reader = _reader(rows.piece.format)
    while True:
        yield from _guarded(reader, source, rows)
        if source.trouble is None:
            return
        lost = source.trouble
        if rows.piece.format not in _RESUMES or not source.resume():
            yield lost
            return
        yield replace(lost, stored_bytes=source.hole)


def _guarded(reader: Reader, source: Source, rows: Rows) -> Iterator[Records | Skip]:
    """A reader at whose edge a library's unknown error becomes a Skip."""
    try:
        yield from reader(source, rows)
    except RecursionError:
        source.lose(SkipReason.TOO_DEEP, "nested too deeply")
    except Exception as error:  # the reader's edge: parsing libraries raise what they like at hostile files
        source.lose(reason_of_failure(error), f"{type(error).__name__}: {error}".split("\n", 1)[0][:160])
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # what a library written in Rust raises where it gives up
            raise
        source.lose(SkipReason.READER_FAILED, f"PanicException: {error}".split("\n", 1)[0][:160])


def reason_of_failure(error: Exception) -> SkipReason:
    """The reason that a library's error stands for."""
    if isinstance(error, ImportError):
        return SkipReason.MISSING_LIBRARY
    if isinstance(error, OSError):
        return reason_of(error)
    return SkipReason.READER_FAILED


def _reader(name: str) -> Reader:
    """The reader of a format; imported when first needed."""
    reader: Reader = import_module(f"audit.readers.{FORMATS[name]}").read
    return reader
