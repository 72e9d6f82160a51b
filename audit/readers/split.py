"""Large files in pieces: JSON lines by bytes, Parquet by row groups, Arrow files by record batches."""

from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from audit.model import Piece
from audit.readers.stream import RANGED


def split(piece: Piece, size: int) -> Iterator[Piece]:
    """The pieces of a file, each of about `size` stored bytes; together they are the whole file, once."""
    if piece.compression is None and piece.stored_bytes > size:
        if piece.format in RANGED:
            return _by_lines(piece, size)
        if piece.format == "parquet":
            return _by_groups(piece, size)
        if piece.format == "arrow-file":
            return _by_batches(piece, size)
    return iter((piece,))


def _by_lines(piece: Piece, size: int) -> Iterator[Piece]:
    """Ranges of bytes that begin at a line's start."""
    with open(piece.path, "rb") as file:
        start = order = 0
        while start < piece.stored_bytes:
            end = _line_start(file, min(start + size, piece.stored_bytes), piece.stored_bytes)
            yield replace(piece, start=start, end=end, order=order, stored_bytes=end - start)
            start, order = end, order + 1


def _line_start(file: BinaryIO, place: int, size: int) -> int:
    """The first line's start at or after a place, or the file's end."""
    file.seek(place - 1)
    while data := file.read(1 << 20):
        found = data.find(b"\n")
        if found >= 0:
            return min(file.tell() - len(data) + found + 1, size)
    return size


def _by_groups(piece: Piece, size: int) -> Iterator[Piece]:
    """Runs of row groups; a file that cannot be opened is left whole, for its reader to say why."""
    try:
        metadata = pq.read_metadata(piece.path)
    except (pa.ArrowException, OSError):
        yield piece
        return
    sizes = [_stored(metadata.row_group(number)) for number in range(metadata.num_row_groups)]
    yield from _runs(piece, sizes, size)


def _stored(group: pq.RowGroupMetaData) -> int:
    return sum(group.column(number).total_compressed_size for number in range(group.num_columns))


def _by_batches(piece: Piece, size: int) -> Iterator[Piece]:
    try:
        with pa.memory_map(piece.path) as mapped:
            count = pa.ipc.open_file(mapped).num_record_batches
    except (pa.ArrowException, OSError):
        yield piece
        return
    yield from _runs(piece, [piece.stored_bytes // max(1, count)] * count, size)


def _runs(piece: Piece, sizes: list[int], size: int) -> Iterator[Piece]:
    """Neighbouring parts put together until they reach `size`; bytes outside all parts count to the last piece."""
    bounds, held = [0], 0
    for number, part in enumerate(sizes):
        held += part
        if held >= size and number + 1 < len(sizes):
            bounds.append(number + 1)
            held = 0
    left = piece.stored_bytes
    for order, start in enumerate(bounds):
        last = order + 1 == len(bounds)
        end = len(sizes) if last else bounds[order + 1]
        stored = left if last else sum(sizes[start:end])
        left -= stored
        yield replace(piece, start=start, end=end, order=order, stored_bytes=stored)
