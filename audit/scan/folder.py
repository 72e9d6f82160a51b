"""A shard's folder: its findings, documents and receipt, written under a temporary name and renamed when whole."""

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from hashlib import blake2b
from pathlib import Path
from types import TracebackType
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from audit.errors import cannot_write
from audit.model import PieceCount, Receipt, Shard, Skip, SkipReason
from audit.results import DOCUMENT_SCHEMA, FINDING_SCHEMA
from audit.scan.tally import Tally

_ROWS = {"findings": 2_048, "documents": 65_536}
"Rows held before a row group is written: findings carry quotes."


def load(folder: Path, key: str) -> Receipt | None:
    """The receipt of a finished shard; None where it is not finished, not whole, or must be read again."""
    try:
        stored = orjson.loads((folder / key / "receipt.json").read_bytes())
        receipt = _receipt(stored)
    except (FileNotFoundError, NotADirectoryError, orjson.JSONDecodeError, KeyError, TypeError, ValueError):
        return None
    return receipt if receipt.reusable else None


def clear_drafts(folder: Path) -> None:
    """Remove what workers left that were ended at work; nobody else may be writing to the folder."""
    for draft in folder.glob(".*"):
        shutil.rmtree(draft, ignore_errors=True)


def record_unread(folder: Path, skips: Sequence[Skip]) -> Receipt:
    """A shard for files that were found but are no pieces, so that they are counted as all else is."""
    tally = Tally()
    for skip in skips:
        tally.unread(skip)
    said = orjson.dumps(
        [[skip.path.encode(errors="surrogateescape").hex(), skip.reason, skip.detail, skip.stored_bytes] for skip in skips]
    )
    return _record(folder, tally.receipt(blake2b(said, digest_size=16).hexdigest(), 0, 0.0))


def record_dead(folder: Path, shard: Shard, detail: str) -> Receipt:
    """A shard whose worker died: each of its pieces is a skip."""
    tally = Tally()
    for piece in shard.pieces:
        with tally.piece(piece) as count:
            count.skip(Skip(piece.name, None, SkipReason.WORKER_DIED, detail, stored_bytes=piece.stored_bytes))
    return _record(folder, tally.receipt(shard.key, 0, 0.0))


class Draft:
    """A shard's folder while it is written. Leaving it without `finish` removes it."""

    def __init__(self, folder: Path, key: str) -> None:
        self._target = folder / key
        self._place = folder / f".{key}.{os.getpid()}"
        self._writers: dict[str, pq.ParquetWriter] = {}
        self._waiting: dict[str, list[pa.Table]] = {name: [] for name in _ROWS}
        self._held = dict.fromkeys(_ROWS, 0)

    def __enter__(self) -> "Draft":
        with _writing(self._place):
            shutil.rmtree(self._place, ignore_errors=True)
            self._place.mkdir(parents=True)
            for name, schema in (("findings", FINDING_SCHEMA), ("documents", DOCUMENT_SCHEMA)):
                self._writers[name] = pq.ParquetWriter(self._place / f"{name}.parquet", schema, compression="zstd")
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for writer in self._writers.values():
            with suppress(OSError, pa.ArrowException):  # what is left of it is removed
                writer.close()
        shutil.rmtree(self._place, ignore_errors=True)

    def add(self, name: str, table: pa.Table) -> None:
        """Add rows to findings or documents."""
        self._waiting[name].append(table)
        self._held[name] += len(table)
        if self._held[name] >= _ROWS[name]:
            self._write(name)

    def finish(self, receipt: Receipt) -> None:
        """Put the whole folder in its place, so that it is found there complete or not at all."""
        for name in _ROWS:
            self._write(name)
        with _writing(self._target):
            for writer in self._writers.values():
                writer.close()
            (self._place / "receipt.json").write_bytes(orjson.dumps(receipt))
            for path in [*self._place.iterdir(), self._place]:
                _sync(path)
            if self._target.exists():  # not reusable, or from a run that was killed
                shutil.rmtree(self._target)
            self._place.rename(self._target)

    def _write(self, name: str) -> None:
        if self._waiting[name]:
            with _writing(self._place):
                self._writers[name].write_table(pa.concat_tables(self._waiting[name]))
            self._waiting[name] = []
            self._held[name] = 0


def _record(folder: Path, receipt: Receipt) -> Receipt:
    with Draft(folder, receipt.key) as draft:
        draft.finish(receipt)
    return receipt


@contextmanager
def _writing(place: Path) -> Iterator[None]:
    """Say what to do where a result cannot be written."""
    try:
        yield
    except OSError as error:
        raise cannot_write(place.parent, error) from error


def _sync(path: Path) -> None:
    """See that a file or folder is on the disk before its name is final."""
    if os.name == "nt" and path.is_dir():
        return  # Windows cannot open a folder
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _receipt(stored: dict[str, Any]) -> Receipt:
    return Receipt(
        key=stored["key"],
        pieces=tuple(PieceCount(**piece) for piece in stored["pieces"]),
        skips=tuple(Skip(**{**skip, "reason": SkipReason(skip["reason"])}) for skip in stored["skips"]),
        skip_counts={SkipReason(reason).value: tuple(counts) for reason, counts in stored["skip_counts"].items()},
        findings=stored["findings"],
        seconds=stored["seconds"],
        reusable=stored["reusable"],
    )
