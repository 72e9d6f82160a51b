"""Records on their way into batches: each gets its number, and becomes one row or one Skip."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, TypeAlias

import pyarrow as pa

from audit.batch import RECORD_SCHEMA, Records
from audit.model import Piece, Skip, SkipReason
from audit.readers.fields import Chooser
from audit.readers.limits import Limits

Turn: TypeAlias = tuple[str, int, int]
Mark: TypeAlias = tuple[str, str, str]
_COLUMNS = RECORD_SCHEMA.names


class Rows:
    """Documents of one piece that wait for their batch to fill."""

    def __init__(self, piece: Piece, limits: Limits) -> None:
        self.piece, self.limits = piece, limits
        self.number = 0
        "The next record's number."
        self._rows: list[tuple[Any, ...]] = []
        self._held = 0
        self._decoded = 0
        self._accounted = 0
        self._chooser = Chooser({key[6:]: str(value) for key, value in piece.options.items() if key.startswith("field.")})

    def take(self, record: Mapping[str, Any], decoded: int = 0) -> Skip | None:
        """A record as a mapping: its fields are chosen by its shape."""
        text, rest = self._chooser.row(record)
        if not text:
            reason = SkipReason.EMPTY_TEXT if text is not None else SkipReason.NO_TEXT_FIELD
            return self.skip(reason, "" if text is not None else f"fields: {', '.join(map(str, record))}"[:160], decoded)
        self._rows.append((self.number, rest[0], text, *rest[1:]))
        self.number += 1
        self._held += len(text)
        self._decoded += decoded
        return None

    def add(
        self,
        text: str,
        *,
        record_id: str | None = None,
        url: str | None = None,
        captured: date | None = None,
        licence: str | None = None,
        source: str | None = None,
        model: str | None = None,
        title: str | None = None,
        author: str | None = None,
        language: str | None = None,
        turns: list[Turn] | None = None,
        marks: list[Mark] | None = None,
        decoded: int = 0,
    ) -> Skip | None:
        """A document whose fields a reader knows; without text it becomes a Skip."""
        if not text.strip():
            return self.skip(SkipReason.EMPTY_TEXT, "", decoded)
        columns = (record_id, text, url, captured, licence, source, model, title, author, language, turns or None, marks or None)
        self._rows.append((self.number, *columns))
        self.number += 1
        self._held += len(text)
        self._decoded += decoded
        return None

    def skip(self, reason: SkipReason, detail: str, decoded: int = 0) -> Skip:
        """The next record as a Skip; it takes its number."""
        self._accounted += decoded
        skip = Skip(self.piece.name, self.number, reason, detail, decoded_bytes=decoded)
        self.number += 1
        return skip

    def account(self, total: int) -> None:
        """Where the format does not tell records' sizes: all decoded bytes so far that no Skip took belong to rows."""
        self._decoded = max(0, total - self._accounted)

    @property
    def full(self) -> bool:
        """Whether a batch is ready."""
        return self._held >= self.limits.batch_bytes or len(self._rows) >= self.limits.batch_records

    def flush(self) -> Iterator[Records]:
        """The rows so far as a batch, if there are any."""
        if self._rows:
            yield Records(self.piece.name, _batch(self._rows), self._decoded)
            self._accounted += self._decoded
            self._rows, self._held, self._decoded = [], 0, 0


def _batch(rows: list[tuple[Any, ...]]) -> pa.RecordBatch:
    """Rows as Arrow columns; lone surrogates become U+FFFD."""
    columns = list(zip(*rows, strict=True))
    arrays = []
    for field, column in zip(RECORD_SCHEMA, columns, strict=True):
        try:
            arrays.append(pa.array(column, field.type))
        except UnicodeEncodeError:
            arrays.append(pa.array([_mended(value) for value in column], field.type))
    return pa.RecordBatch.from_arrays(arrays, schema=RECORD_SCHEMA)


def _mended(value: Any) -> Any:
    """A value without lone surrogates, each replaced by one U+FFFD."""
    if isinstance(value, str):
        return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace") if not _encodes(value) else value
    if isinstance(value, list | tuple):
        return type(value)(_mended(item) for item in value)
    return value


def _encodes(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True
