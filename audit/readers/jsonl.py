"""JSON lines: one record a line."""

import json
from collections.abc import Iterator
from typing import Any

import orjson
import pyarrow as pa

from audit.batch import Records
from audit.model import Skip, SkipReason
from audit.readers.rows import Rows
from audit.readers.stream import Source
from audit.text.json_texts import PLACEHOLDER, take_apart

_CHUNK = 1 << 18
"Small enough that lines and records stay in the processor's cache."


def read(source: Source, rows: Rows) -> Iterator[Records | Skip]:
    """
    The records of a JSONL file or of a range of its bytes.

    Ill-formed UTF-8 and lone surrogates become U+FFFD, one for each ill-formed sequence. A line that is not JSON is a Skip;
    so is one beyond `limits.record_bytes`, which is never held whole. A blank line is no record.
    """
    for block in _blocks(source, rows):
        if isinstance(block, Skip):
            yield block
            continue
        if not _taken_apart(block, rows):
            yield from _parsed(block, rows)
        rows.account(source.decoded)
        if rows.full:
            yield from rows.flush()


def _taken_apart(block: bytes, rows: Rows) -> bool:
    """Take the records of usual lines without making strings of their texts; False where they are not, and nothing was taken."""
    key = rows.plain_key
    apart = take_apart(block, key) if key is not None else None
    if key is None or apart is None:
        return False
    buffers = [None, pa.py_buffer(apart.bounds), pa.py_buffer(apart.texts)]
    texts = pa.Array.from_buffers(pa.large_string(), len(apart.sizes), buffers)
    try:
        texts.validate(full=True)
        records = orjson.loads(apart.rest)
    except (pa.ArrowInvalid, orjson.JSONDecodeError):
        return False
    whole = len(records) == len(texts) and all(record[key] == PLACEHOLDER for record in records)
    return whole and rows.take_texts(records, texts, apart.sizes)


def _parsed(block: bytes, rows: Rows) -> Iterator[Skip]:
    """Take the records of whole lines, each of which is parsed."""
    lines = block.removesuffix(b"\n").split(b"\n")
    try:
        records = [*map(orjson.loads, lines)]
    except orjson.JSONDecodeError:
        yield from _one_by_one(lines, rows)
    else:
        yield from take_values(records, [*map(len, lines)], rows)


def take_values(values: list[Any], sizes: list[int], rows: Rows) -> Iterator[Skip]:
    """Parsed records; a bare string is a document of its own."""
    if {*map(type, values)} <= {dict}:
        yield from rows.take(values, sizes)
        return
    for value, size in zip(values, sizes, strict=True):
        if isinstance(value, dict):
            yield from rows.take([value], [size])
        elif isinstance(value, str):
            skip = rows.add(value, decoded=size)
            yield from () if skip is None else (skip,)
        else:
            yield rows.skip(SkipReason.NO_TEXT_FIELD, f"a JSON {type(value).__name__}, not an object", size)


def _one_by_one(lines: list[bytes], rows: Rows) -> Iterator[Skip]:
    """Lines of which the fast parser refuses at least one."""
    for line in lines:
        try:
            value = orjson.loads(line)
        except orjson.JSONDecodeError:
            yield from _odd(line, rows)
        else:
            yield from take_values([value], [len(line) + 1], rows)


def _odd(line: bytes, rows: Rows) -> Iterator[Skip]:
    """A line that is blank, ill-formed, or JSON by a wider reading: NaN, raw control characters, lone surrogates."""
    text = line.removeprefix(b"\xef\xbb\xbf").strip(b" \t\r\n\0\x1e").decode("utf-8", "replace")
    if not text:
        return
    try:
        value = json.loads(text, strict=False)
    except RecursionError:
        yield rows.skip(SkipReason.TOO_DEEP, "brackets nested too deeply", len(line) + 1)
    except ValueError as error:
        yield rows.skip(SkipReason.MALFORMED, f"not JSON: {error}"[:160], len(line) + 1)
    else:
        yield from take_values([value], [len(line) + 1], rows)


def _blocks(source: Source, rows: Rows) -> Iterator[bytes | Skip]:
    """Whole lines; a Skip for each line that is too long."""
    limit = rows.limits.record_bytes
    held: list[bytes] = []
    size = dropped = 0
    while chunk := source.read(_CHUNK):
        first, last = chunk.find(b"\n"), chunk.rfind(b"\n")
        if dropped or size + (len(chunk) if first < 0 else first) > limit:
            dropped += size + (len(chunk) if first < 0 else first)
            held, size = [], 0
            if first < 0:
                continue
            yield rows.skip(SkipReason.TOO_LARGE, f"a line of {dropped} bytes", dropped + 1)
            dropped, chunk, last = 0, chunk[first + 1 :], last - first - 1
        if last < 0:
            held.append(chunk)
            size += len(chunk)
            continue
        yield b"".join((*held, chunk[: last + 1]))
        held = [chunk[last + 1 :]]
        size = len(held[0])
    if dropped:
        yield rows.skip(SkipReason.TOO_LARGE, f"a line of {dropped} bytes", dropped)
    elif size:
        yield from _last(b"".join(held), source, rows)


def _last(line: bytes, source: Source, rows: Rows) -> Iterator[bytes | Skip]:
    """The line at the end of the file; where decoding broke off it is cut, unless it is whole all the same."""
    if source.trouble is not None:
        try:
            orjson.loads(line)
        except orjson.JSONDecodeError:
            yield rows.skip(source.trouble.reason, "the record at which decoding broke off", len(line))
            return
    yield line
