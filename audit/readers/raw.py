"""The first records of a file as they are, before any field is chosen."""

import csv
import io
from collections.abc import Mapping
from itertools import islice
from typing import Any

import ijson
import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from audit.model import Piece
from audit.readers.delimited import delimiter
from audit.readers.json_values import posts, prefix
from audit.readers.limits import Limits
from audit.readers.sniff import suffix
from audit.readers.stream import Source

COUNT = 20
_HEAD = 1 << 20


def first_records(piece: Piece) -> list[Mapping[str, Any]]:
    """Up to COUNT records of a file with fields; none for other formats, and none where the file cannot be read."""
    looks = {"jsonl": _lines, "json": _values, "csv": _table, "parquet": _parquet, "arrow": _arrow, "arrow-file": _arrow}
    look = looks.get(piece.format)
    if look is None:
        return []
    try:
        with Source(piece, Limits()) as source:
            return [record for record in look(source) if isinstance(record, Mapping)][:COUNT]
    except (
        OSError,
        ValueError,
        pa.ArrowException,
        csv.Error,
        ijson.JSONError,
    ):  # the reader says why; here it only means that there is nothing to show
        return []


def _head(source: Source) -> bytes:
    head = b""
    while len(head) < _HEAD and (more := source.read(_HEAD - len(head))):
        head += more
    return head


def _lines(source: Source) -> list[Any]:
    records = []
    for line in _head(source).split(b"\n")[: COUNT * 2]:
        try:
            records.append(orjson.loads(line))
        except orjson.JSONDecodeError:  # cut, or ill-formed
            continue
    return records


def _values(source: Source) -> list[Any]:
    head = _head(source)
    records: list[Any] = []
    try:
        for value in islice(ijson.items(io.BytesIO(head), prefix(head), use_float=True, multiple_values=True), COUNT):
            records += posts(value)
    except ijson.JSONError:  # the head is cut
        pass
    return records


def _table(source: Source) -> list[Any]:
    text = _head(source).decode("utf-8-sig", "replace")
    lines = io.StringIO(text, newline="")
    mark = delimiter(text.split("\n", 1)[0], suffix(source.piece.name))
    return list(islice(csv.DictReader(lines, delimiter=mark), COUNT))


def _parquet(source: Source) -> list[Any]:
    batch = next(pq.ParquetFile(source.file).iter_batches(COUNT), None)
    return batch.to_pylist() if batch is not None else []


def _arrow(source: Source) -> list[Any]:
    if source.piece.format == "arrow-file":
        source.read(8)
    batch = next(iter(pa.ipc.open_stream(pa.PythonFile(source, mode="r"))), None)
    return batch.slice(0, COUNT).to_pylist() if batch is not None else []
