"""JSON lines: one record a line."""

import json
from collections.abc import Iterator
from typing import Any

import orjson

from audit.batch import Records
from audit.model import Skip, SkipReason
from audit.readers.rows import Rows
from audit.readers.stream import Source

_CHUNK = 1 << 20


def read(source: Source, rows: Rows) -> Iterator[Records | Skip]:
    """
    The records of a JSONL file or of a range of its bytes.

    Ill-formed UTF-8 and lone surrogates become U+FFFD, one for each ill-formed sequence. A line that is not JSON is a Skip; so is one beyond
    `limits.record_bytes`, which is never held whole.
    """
    take, loads = rows.take, orjson.loads
    for lines in _lines(source, rows):
        if isinstance(lines, Skip):
            yield lines
            continue
        for line in lines:
            try:
                skip = take(loads(line), len(line) + 1)
            except (orjson.JSONDecodeError, AttributeError, TypeError):
                skip = take_odd(line, rows)
            if skip is not None:
                yield skip
        if rows.full:
            yield from rows.flush()


def take_odd(line: bytes, rows: Rows) -> Skip | None:
    """A line that the fast parser refuses, or that is no object."""
    line = line.removeprefix(b"\xef\xbb\xbf")
    if not line.strip(b" \t\r\n\0\x1e"):
        return None  # a blank line is no record
    try:
        value: Any = json.loads(line.strip(b"\0\x1e").decode("utf-8", "replace"), strict=False)
    except RecursionError:
        return rows.skip(SkipReason.TOO_DEEP, "brackets nested too deeply", len(line) + 1)
    except ValueError as error:
        return rows.skip(SkipReason.MALFORMED, f"not JSON: {error}"[:160], len(line) + 1)
    return take_value(value, rows, len(line) + 1)


def take_value(value: Any, rows: Rows, decoded: int) -> Skip | None:
    """A parsed record; a bare string is a document of its own."""
    if isinstance(value, dict):
        return rows.take(value, decoded)
    if isinstance(value, str):
        return rows.add(value, decoded=decoded)
    return rows.skip(SkipReason.NO_TEXT_FIELD, f"a JSON {type(value).__name__}, not an object", decoded)


def _lines(source: Source, rows: Rows) -> Iterator[list[bytes] | Skip]:
    """Lists of whole lines, without their ends; a Skip for each line that is too long."""
    limit = rows.limits.record_bytes
    held: list[bytes] = []
    size = dropped = 0
    while chunk := source.read(_CHUNK):
        head, newline, rest = chunk.partition(b"\n")
        if dropped or size + len(head) > limit:
            dropped += size + len(head)
            held, size = [], 0
            if not newline:
                continue
            yield rows.skip(SkipReason.TOO_LARGE, f"a line of {dropped} bytes", dropped + 1)
            dropped, head, chunk = 0, b"", rest
            if b"\n" not in chunk:
                held, size = [chunk], len(chunk)
                continue
        elif not newline:
            held.append(chunk)
            size += len(chunk)
            continue
        lines = (b"".join(held) + chunk).split(b"\n")
        last = lines.pop()
        held, size = [last], len(last)
        yield lines
    if dropped:
        yield rows.skip(SkipReason.TOO_LARGE, f"a line of {dropped + size} bytes", dropped + size)
    elif size:
        yield from _last(b"".join(held), source, rows)


def _last(line: bytes, source: Source, rows: Rows) -> Iterator[list[bytes] | Skip]:
    """The line at the end of the file; where decoding broke off it is cut, unless it is whole all the same."""
    if source.trouble is not None:
        try:
            orjson.loads(line)
        except orjson.JSONDecodeError:
            yield rows.skip(source.trouble.reason, "the record at which decoding broke off", len(line))
            return
    yield [line]
