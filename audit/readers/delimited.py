"""Tables as text: CSV and TSV."""

import csv
import io
import sys
from collections.abc import Iterator
from itertools import islice

from audit.batch import Records
from audit.model import Skip, SkipReason
from audit.readers.rows import Rows
from audit.readers.sniff import suffix
from audit.readers.stream import Source

_DELIMITERS = ",\t;|"
_HEAD = 1 << 16
_BLOCK = 64


def read(source: Source, rows: Rows) -> Iterator[Records | Skip]:
    """The rows of a table whose first row names the columns; ill-formed UTF-8 becomes U+FFFD."""
    csv.field_size_limit(min(rows.limits.record_bytes, sys.maxsize))  # the module's own limit is 128 kB, and is a global
    text = io.TextIOWrapper(io.BufferedReader(source, 1 << 20), encoding="utf-8-sig", errors="replace", newline="")
    table = csv.reader(text, delimiter=delimiter(_first_line(text), suffix(rows.piece.name)))
    try:
        names = [name.strip() for name in next(table, [])]
        yield from _rows(table, names, source, rows)
    except csv.Error as error:
        large = "field limit" in str(error)
        source.lose(SkipReason.TOO_LARGE if large else SkipReason.MALFORMED, f"line {table.line_num}: {error}"[:160])
    finally:
        text.detach().detach()


def delimiter(line: str, suffix: str) -> str:
    """The delimiter that splits the header most often; of equals the one that the suffix means."""
    if suffix in (".tsv", ".tab") and "\t" in line:
        return "\t"
    return max(_DELIMITERS, key=line.count) if any(mark in line for mark in _DELIMITERS) else ","


def _rows(table: Iterator[list[str]], names: list[str], source: Source, rows: Rows) -> Iterator[Records | Skip]:
    """Rows by the block; blank lines are no records."""
    while block := [cells for cells in islice(table, _BLOCK) if cells]:
        sizes = [sum(map(len, cells)) + len(cells) for cells in block]
        start = 0
        for index, cells in enumerate(block):
            if len(cells) > len(names) and any(cells[len(names) :]):
                yield from _take(block[start:index], sizes[start:index], names, rows)
                yield rows.skip(SkipReason.MALFORMED, f"{len(cells)} cells under {len(names)} names", sizes[index])
                start = index + 1
        yield from _take(block[start:], sizes[start:], names, rows)
        rows.account(source.decoded)
        if rows.full:
            yield from rows.flush()


def _take(block: list[list[str]], sizes: list[int], names: list[str], rows: Rows) -> Iterator[Skip]:
    return rows.take([dict(zip(names, cells, strict=False)) for cells in block], sizes)


def _first_line(text: io.TextIOWrapper) -> str:
    """The header, without taking it from the stream."""
    raw = text.buffer.peek(_HEAD)[:_HEAD]  # type: ignore[attr-defined]
    return bytes(raw).decode("utf-8", "replace").split("\n", 1)[0]
