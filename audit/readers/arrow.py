"""Arrow IPC: files by record batches, and streams such as the shards of Hugging Face datasets."""

from collections.abc import Iterator

import pyarrow as pa

from audit.batch import Records
from audit.model import Skip, SkipReason
from audit.readers.parquet import take_all, wanted
from audit.readers.rows import Rows
from audit.readers.stream import Source

_ROWS = 1024


def read(source: Source, rows: Rows) -> Iterator[Records | Skip]:
    """The rows of a file, of a range of its batches, or of a stream as far as it goes."""
    piece = rows.piece
    opened = _opened(source, rows)
    columns = wanted(opened.schema.names, [key[6:] for key in piece.options if key.startswith("field.")], piece.options)
    for batch in _batches(opened, source, rows):
        share = batch.nbytes / max(1, batch.num_rows)
        narrow = batch.select(columns)
        for start in range(0, batch.num_rows, _ROWS):
            yield from take_all(narrow.slice(start, _ROWS).to_pylist(), rows, share)


def _opened(source: Source, rows: Rows) -> pa.RecordBatchReader | pa.ipc.RecordBatchFileReader:
    if rows.piece.format == "arrow-file" and rows.piece.compression is None:
        return pa.ipc.open_file(pa.memory_map(rows.piece.path))
    if (
        rows.piece.format == "arrow-file"
    ):  # a compressed file cannot be entered at its end: its batches are read as the stream that it holds
        source.read(8)
    return pa.ipc.open_stream(pa.PythonFile(source, mode="r"))


def _batches(opened: pa.RecordBatchReader | pa.ipc.RecordBatchFileReader, source: Source, rows: Rows) -> Iterator[pa.RecordBatch]:
    if isinstance(opened, pa.ipc.RecordBatchFileReader):
        end = opened.num_record_batches if rows.piece.end is None else rows.piece.end
        for number in range(rows.piece.start, end):
            yield opened.get_batch(number)
        return
    try:
        yield from opened
    except (pa.ArrowException, OSError) as error:
        source.lose(SkipReason.TRUNCATED, f"Arrow stream: {error}"[:160])
