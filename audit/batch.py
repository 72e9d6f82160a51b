"""
A batch: some megabytes of documents as Arrow columns over one UTF-8 buffer, and the products that all detectors share.

In the buffer each document is followed by SEPARATOR, so that no pattern reaches from one into the next and a line begins at each.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import blake2b
from itertools import groupby
from typing import Any, TypeVar, cast

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from audit.model import Span
from audit.text.fold import Folded, fold
from audit.text.matcher import Matcher, Pattern

Made = TypeVar("Made")
SEPARATOR = "\n\x00\n"

TURN = pa.struct([("role", pa.string()), ("start", pa.int64()), ("end", pa.int64())])
"A chat turn: its role as the record names it, and its place in code points of the text."

MARK = pa.struct([("place", pa.string()), ("name", pa.string()), ("value", pa.string())])
"""
What a page or its capture says of itself outside its text. `place`: header (HTTP), meta, json-ld, link, a, record (a field).
Places of links tell where they stand: a:body, a:header, a:footer, a:aside, a:figure.
"""

RECORD_SCHEMA = pa.schema(
    [
        pa.field("record", pa.int64(), nullable=False),  # number in the piece, from 0
        pa.field("record_id", pa.string()),
        pa.field("text", pa.large_string(), nullable=False),
        pa.field("url", pa.string()),
        pa.field("captured", pa.date32()),  # when captured or written, as the record says
        pa.field("licence", pa.string()),  # as the record declares it
        pa.field("source", pa.string()),  # dataset or subset that the record says it comes from
        pa.field("model", pa.string()),  # generator that the record names
        pa.field("title", pa.string()),
        pa.field("author", pa.string()),
        pa.field("language", pa.string()),  # as declared
        pa.field("hour", pa.int32()),  # of a chat, since 1970 in UTC; null: no chat, or no time of day
        pa.field("turns", pa.list_(TURN)),
        pa.field("marks", pa.list_(MARK)),
    ]
)


@dataclass(frozen=True, slots=True)
class Records:
    """What a reader yields: documents of one piece, in RECORD_SCHEMA and in the order of the file."""

    name: str
    "The piece's name."
    table: pa.RecordBatch
    decoded_bytes: int
    "Bytes of the file, after decompression, that these records took."


@dataclass(frozen=True, slots=True)
class Hit:
    """A pattern that matched: bytes [start, end) of its document's UTF-8 text."""

    pattern: Pattern
    start: int
    end: int


class Document:
    """One document of a batch; its values are decoded when asked for."""

    def __init__(self, batch: "Batch", index: int) -> None:
        self.batch = batch
        self.index = index
        self.start = int(batch.starts[index])
        self.end = int(batch.ends[index])

    def __getattr__(self, column: str) -> Any:
        """A column of RECORD_SCHEMA as a Python value."""
        if column.startswith("_") or column not in RECORD_SCHEMA.names:
            raise AttributeError(column)
        return self.batch.table.column(column)[self.index].as_py()

    @property
    def captured(self) -> date | None:
        """The record's own date."""
        value: date | None = self.batch.table.column("captured")[self.index].as_py()
        return value

    @cached_property
    def raw(self) -> bytes:
        """The text in UTF-8."""
        return bytes(self.batch.buffer[self.start : self.end])

    @cached_property
    def digest(self) -> str:
        """Of the text; made once, for documents of many findings."""
        return blake2b(self.raw, digest_size=16).hexdigest()

    @cached_property
    def text(self) -> str:
        """The text as read."""
        return self.raw.decode()

    @cached_property
    def marks(self) -> list[dict[str, str]]:
        """What the page or its capture says outside its text."""
        return self.batch.table.column("marks")[self.index].as_py() or []

    def span(self, hit: Hit) -> Span:
        """A hit's place in code points."""
        before = self._before
        return Span(hit.start, hit.end) if before is None else Span(int(before[hit.start]), int(before[hit.end]))

    @cached_property
    def _before(self) -> npt.NDArray[np.int64] | None:
        """How many code points begin before each byte; None where each byte is one. Made once, for documents of many hits."""
        begins = (self.batch.buffer[self.start : self.end] & 0xC0) != 0x80
        return None if begins.all() else np.concatenate([np.zeros(1, np.int64), np.cumsum(begins, dtype=np.int64)])

    def role_at(self, position: int) -> str | None:
        """The role of the chat turn that holds a code point."""
        starts, turns = self._turns
        place = bisect_right(starts, position) - 1
        return turns[place]["role"] if place >= 0 and position < turns[place]["end"] else None

    @cached_property
    def _turns(self) -> tuple[list[int], list[dict[str, Any]]]:
        """The chat turns, in the order of the text, with their starts."""
        turns = self.batch.table.column("turns")[self.index].as_py() or []
        return [turn["start"] for turn in turns], turns


class Batch:
    """Documents of one piece, with the products that all detectors share; each is made once, when first asked for."""

    def __init__(self, records: Records, matcher: Matcher) -> None:
        self.name = records.name
        self.table = records.table
        self.buffer, self.starts, self.ends = _join(records.table.column("text"))
        self._matcher = matcher
        self._made: dict[Callable[[Batch], Any], Any] = {}

    def __len__(self) -> int:
        return len(self.starts)

    @cached_property
    def folded(self) -> Folded:
        """The text folded to letters and digits, and each document's words."""
        return fold(self.buffer, self.starts, self.ends)

    @cached_property
    def _hits(self) -> dict[str, list[tuple[int, Hit]]]:
        return _by_owner(self._matcher.match(self.buffer, self.starts, self.ends))

    def hits(self, detector: Any) -> Iterator[tuple[Document, tuple[Hit, ...]]]:
        """The documents in which patterns of a detector matched, with the hits by their start."""
        for index, group in groupby(self._hits.get(detector.name, ()), key=lambda item: item[0]):
            yield Document(self, index), tuple(hit for _, hit in group)

    def once(self, make: Callable[["Batch"], Made]) -> Made:
        """What a function of a higher floor makes of the batch, such as its hosts; made when first asked for."""
        if make not in self._made:
            self._made[make] = make(self)
        return cast(Made, self._made[make])

    def document(self, index: int) -> Document:
        """The document at a place in the batch."""
        return Document(self, index)

    def having(self, column: str) -> Iterator[Document]:
        """The documents that have a value in a column of RECORD_SCHEMA."""
        for index in np.flatnonzero(pc.is_valid(self.table.column(column)).to_numpy(zero_copy_only=False)):
            yield Document(self, int(index))


def _join(texts: pa.Array) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """One buffer of all texts, each followed by SEPARATOR, with their first bytes and the bytes after their last."""
    joined = pc.binary_join_element_wise(texts, pa.scalar("", pa.large_string()), pa.scalar(SEPARATOR, pa.large_string()))
    _, offsets, data = joined.buffers()
    bounds = np.frombuffer(offsets, dtype=np.int64, count=len(joined) + 1 + joined.offset)[joined.offset :]
    buffer = np.frombuffer(data, dtype=np.uint8) if data is not None and data.size else np.empty(0, np.uint8)
    return buffer[: int(bounds[-1])], bounds[:-1].copy(), bounds[1:] - len(SEPARATOR)


def _by_owner(matches: Any) -> dict[str, list[tuple[int, Hit]]]:
    """Hits by detector, in the order of documents and starts."""
    owners: dict[str, list[tuple[int, Hit]]] = {}
    for document, pattern, start, end in matches:
        owners.setdefault(pattern.owner, []).append((document, Hit(pattern, start, end)))
    return owners
