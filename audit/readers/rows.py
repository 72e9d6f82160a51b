"""Records on their way into batches: each gets its number, and becomes one row or one Skip."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from audit.batch import RECORD_SCHEMA, Records
from audit.model import Piece, Skip, SkipReason
from audit.readers.fields import Chooser, Columns
from audit.readers.limits import Limits

Turn: TypeAlias = tuple[str, int, int]
Mark: TypeAlias = tuple[str, str, str]
_TEXT = RECORD_SCHEMA.get_field_index("text")
_RUN = 32
"So many neighbours of one shape are worth arrays of their own."


class Rows:
    """Documents of one piece that wait for their batch to fill."""

    def __init__(self, piece: Piece, limits: Limits) -> None:
        self.piece, self.limits = piece, limits
        self.number = 0
        "The next record's number."
        self._rows: list[tuple[Any, ...]] = []
        self._parts: list[tuple[int, list[Any]]] = []
        self._waiting = 0
        self._held = 0
        self._decoded = 0
        self._accounted = 0
        self._chooser = Chooser({key[6:]: str(value) for key, value in piece.options.items() if key.startswith("field.")})

    def take(self, records: Sequence[Mapping[str, Any]], sizes: Sequence[int]) -> Iterator[Skip]:
        """Records as mappings, with their decoded bytes: fields are chosen by shape. Those without text become Skips."""
        place = 0
        for columns in self._chooser.columns(records) if records else ():
            end = place + len(columns.texts)
            if end - place >= _RUN and all(columns.texts):
                self._extend(columns, sizes[place:end])
            else:
                yield from self._sift(columns, records[place:end], sizes[place:end])
            place = end

    @property
    def plain_key(self) -> str | None:
        """The key whose string was the text of each of the last records; None where their texts came from elsewhere."""
        return self._chooser.plain_key

    def take_texts(self, records: Sequence[Mapping[str, Any]], texts: pa.Array, sizes: npt.NDArray[np.int64]) -> bool:
        """
        Records whose texts, those of `plain_key`, were taken out of them; none is blank.

        False, and nothing is taken, where not each record is of a shape that was seen before and has its text there.
        """
        runs = self._chooser.columns_of(records, texts)
        if runs is None:
            return False
        place = 0
        for columns in runs:
            end = place + len(columns.texts)
            self._extend(columns, sizes[place:end].tolist())
            place = end
        return True

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
        row = (
            self.number,
            record_id,
            text,
            url,
            captured,
            licence,
            source,
            model,
            title,
            author,
            language,
            None,
            turns or None,
            marks or None,
        )
        self._append(row, decoded)
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
        return self._held >= self.limits.batch_bytes or self._waiting >= self.limits.batch_records

    def flush(self) -> Iterator[Records]:
        """The rows so far as a batch, if there are any."""
        self._close()
        if self._parts:
            yield Records(self.piece.name, _batch(self._parts), self._decoded)
            self._accounted += self._decoded
            self._parts, self._held, self._decoded, self._waiting = [], 0, 0, 0

    def _extend(self, columns: Columns, sizes: Sequence[int]) -> None:
        """Add columns of which each row has a text; at once as Arrow, while they are in the processor's cache."""
        count = len(columns.texts)
        self._close()
        numbers = np.arange(self.number, self.number + count)
        cells = [numbers, columns.values[0], columns.texts, *columns.values[1:], columns.turns, columns.marks]
        part = _part(cells)
        self._parts.append((count, part))
        self._held += part[_TEXT].nbytes
        self.number += count
        self._waiting += count
        self._decoded += sum(sizes)

    def _sift(self, columns: Columns, records: Sequence[Mapping[str, Any]], sizes: Sequence[int]) -> Iterator[Skip]:
        """Add columns row by row, and turn those without text into Skips."""
        cells = [columns.values[0], columns.texts, *columns.values[1:], columns.turns, columns.marks]
        for index, text in enumerate(columns.texts):
            if text:
                self._append((self.number, *(None if column is None else column[index] for column in cells)), sizes[index])
            elif text is None:
                names = ", ".join(map(str, records[index]))
                yield self.skip(SkipReason.NO_TEXT_FIELD, f"fields: {names}"[:80], sizes[index])
            else:
                yield self.skip(SkipReason.EMPTY_TEXT, "", sizes[index])

    def _append(self, row: tuple[Any, ...], decoded: int) -> None:
        self._rows.append(row)
        self.number += 1
        self._waiting += 1
        self._held += len(row[2])
        self._decoded += decoded

    def _close(self) -> None:
        """Turn rows that came one by one into a part."""
        if self._rows:
            self._parts.append((len(self._rows), _part([*zip(*self._rows, strict=True)])))
            self._rows = []


def _part(columns: Sequence[Any]) -> list[Any]:
    """Columns as Arrow arrays; a column without values stays None."""
    arrays = []
    for field, column in zip(RECORD_SCHEMA, columns, strict=True):
        try:
            arrays.append(column if column is None or isinstance(column, pa.Array) else pa.array(column, field.type))
        except UnicodeEncodeError:  # lone surrogates
            arrays.append(pa.array([_mended(value) for value in column], field.type))
    return arrays


def _batch(parts: Sequence[tuple[int, list[Any]]]) -> pa.RecordBatch:
    """Parts one after the other."""
    columns = []
    for index, field in enumerate(RECORD_SCHEMA):
        column = [arrays[index] for _, arrays in parts]
        if all(array is None for array in column):
            columns.append(pa.nulls(sum(count for count, _ in parts), field.type))
        else:
            filled = [
                pa.nulls(count, field.type) if array is None else array for (count, _), array in zip(parts, column, strict=True)
            ]
            columns.append(pa.concat_arrays(filled) if len(filled) > 1 else filled[0])
    return pa.RecordBatch.from_arrays(columns, schema=RECORD_SCHEMA)


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
