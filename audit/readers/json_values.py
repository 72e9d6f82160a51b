"""JSON that is not lines: an array of records, an object that wraps one, a thread of posts, or values one after the other."""

import codecs
import re
from collections.abc import Iterator
from typing import Any

import ijson

from audit.batch import Records
from audit.model import Skip, SkipReason
from audit.readers.depth import Depth
from audit.readers.jsonl import take_values
from audit.readers.rows import Rows
from audit.readers.stream import Source

_WRAPPED = re.compile(rb'\s*\{\s*"(data|rows|train|examples)"\s*:\s*\[\s*\{')
_TURN = re.compile(rb'\s*\{\s*"data"\s*:\s*\[\s*\{\s*"(?:role|from|content|value|text)"')


DEEPEST = 1000
"Brackets within each other; orjson, which reads lines, stops at 1024."


class _Clean:
    """UTF-8 without ill-formed sequences, and an alarm where a record grows too large."""

    def __init__(self, source: Source, head: bytes, most: int) -> None:
        self._source, self._head, self._most = source, head, most
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._depth = Depth()
        self.given = 0
        self.begun = 0
        "Bytes given before the record that is being read."

    def read(self, size: int = -1) -> bytes:
        """Some bytes; none at the end, or where the record at hand is too large."""
        if size == 0:  # asked by ijson, to learn whether it gets bytes
            return b""
        if self.given - self.begun > self._most:
            self._source.lose(SkipReason.TOO_LARGE, f"a JSON value of more than {self._most} bytes")
            return b""
        data = self._head or self._source.read(size)
        self._head = b""
        clean = self._decoder.decode(data, final=not data).encode()
        if self._depth.deepest(clean) > DEEPEST:
            self._source.lose(SkipReason.TOO_DEEP, f"more than {DEEPEST} brackets within each other")
            return b""
        self.given += len(clean)
        return clean or (self.read(size) if data else b"")


def read(source: Source, rows: Rows) -> Iterator[Records | Skip]:
    """The records of a JSON file, streamed. Ill-formed UTF-8 becomes U+FFFD, an escaped lone surrogate '?' (yajl's way)."""
    head = source.read(1 << 16)
    clean = _Clean(source, head.removeprefix(b"\xef\xbb\xbf"), rows.limits.record_bytes)
    try:
        for value in ijson.items(clean, prefix(head), use_float=True, multiple_values=True):
            records = posts(value)
            yield from take_values(records, [0] * len(records), rows)
            clean.begun = clean.given
            rows.account(source.decoded)
            if rows.full:
                yield from rows.flush()
    except ijson.IncompleteJSONError as error:
        yield from _broken(source, rows, SkipReason.TRUNCATED, error)
    except ijson.JSONError as error:
        yield from _broken(source, rows, SkipReason.MALFORMED, error)


def posts(value: Any) -> list[Any]:
    """A thread as its posts, each with the thread's URL, title and date where it has none; any other value as it is."""
    if not isinstance(value, dict) or not isinstance(value.get("posts"), list) or "text" in value:
        return [value]
    shared = {
        name: value[name] for name in ("url", "title", "date", "license", "source", "language") if value.get(name) is not None
    }
    return [{**shared, **_post(post)} for post in value["posts"] if isinstance(post, dict)] or [value]


def _post(post: dict[str, Any]) -> dict[str, Any]:
    """A post without its empty fields, so that the thread's stand in for them."""
    return {name: value for name, value in post.items() if value not in (None, "")}


def prefix(head: bytes) -> str:
    """Where the records stand, as ijson names it."""
    head = head.removeprefix(b"\xef\xbb\xbf")
    if head.lstrip().startswith(b"["):
        return "item"
    wrapped = _WRAPPED.match(head)
    return f"{wrapped[1].decode()}.item" if wrapped and not _TURN.match(head) else ""


def _broken(source: Source, rows: Rows, reason: SkipReason, error: Exception) -> Iterator[Skip]:
    """What is said where the JSON ends before its time: the record at hand, and the rest of the file."""
    source.lose(reason, f"not JSON from about byte {source.decoded}: {error}".split("\n", 1)[0][:160])
    if source.trouble is not None:
        yield rows.skip(source.trouble.reason, "the value at which reading broke off", 0)
