"""Parquet files, by row groups."""

from collections.abc import Iterator, Sequence
from typing import Any

import pyarrow.parquet as pq

from audit.batch import Records
from audit.model import Skip, SkipReason
from audit.readers import choosing
from audit.readers.rows import Rows
from audit.readers.stream import Source

_ROWS = 1024
"Rows turned into records at once."


def read(source: Source, rows: Rows) -> Iterator[Records | Skip]:
    """The rows of a file, or of the row groups of a piece; only columns that can matter are read."""
    if rows.piece.compression is not None:
        source.lose(SkipReason.UNSUPPORTED, f"Parquet within {rows.piece.compression}: unpack it")
        return
    file = pq.ParquetFile(source.file)
    piece = rows.piece
    groups = range(piece.start, file.metadata.num_row_groups if piece.end is None else piece.end)
    columns = wanted(file.schema_arrow.names, [key[6:] for key in piece.options if key.startswith("field.")], piece.options)
    for group in groups:
        size = file.metadata.row_group(group).total_byte_size
        share = size / max(1, file.metadata.row_group(group).num_rows)
        for batch in file.iter_batches(_ROWS, [group], columns=columns):
            yield from take_all(batch.to_pylist(), rows, share)


def take_all(records: Sequence[Any], rows: Rows, share: float) -> Iterator[Records | Skip]:
    """Records of a columnar file; each is said to take an equal share of its part's bytes."""
    yield from rows.take(records, [int(share)] * len(records))
    if rows.full:
        yield from rows.flush()


def wanted(names: Sequence[str], overridden: Sequence[str], options: Any) -> list[str]:
    """Columns from which a field could be chosen; all, where none is known to hold text."""
    known = choosing.known()
    extra = {str(options[f"field.{name}"]).split(".")[0] for name in overridden}
    found = [name for name in names if name.lower() in known or name in extra]
    return found if extra.intersection(names) or choosing.has_text(names) else list(names)
