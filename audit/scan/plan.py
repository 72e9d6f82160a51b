"""What is done to every shard, and which pieces make one."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

import orjson

from audit.detection import Signals
from audit.model import Piece, Shard

SCHEMA = 2
"Raise it whenever the same text and detectors could fill a shard's folder differently."
LARGE_BYTES = 16 << 20
"A piece of this size is a shard of its own."
MOST_BYTES = 64 << 20
MOST_PIECES = 1024
MEAN_PIECES = 256
"How many small pieces a shard has on average."


@dataclass(frozen=True, slots=True)
class Instrument:
    """A detector as a worker makes it, and all that decides what it finds."""

    name: str
    version: int
    "The detector's own."
    signals: Signals
    digest: str
    "Of its pack's signals and of the libraries it compares with."


@dataclass(frozen=True, slots=True)
class Plan:
    """All that a worker must know to scan any shard of a run."""

    folder: Path
    "Where the folders of shards are written."
    instruments: tuple[Instrument, ...]
    limits: Any
    "The readers' limits."
    digest: str
    "Of whatever could change what is found, save the pieces themselves."


def make_plan(folder: Path, instruments: Sequence[Instrument], limits: Any, reading: str) -> Plan:
    """
    A plan of detectors for a folder of shards.

    `reading` names all that decides how pieces are read, apart from what they hold themselves.
    """
    said = [
        [SCHEMA, reading],
        *sorted([one.name, one.version, one.digest] for one in instruments),
    ]
    return Plan(folder, tuple(instruments), limits, blake2b(orjson.dumps(said), digest_size=16).hexdigest())


def shards(pieces: Iterable[Piece], plan: Plan) -> Iterator[Shard]:
    """
    Pieces, in the order of their names, as shards.

    Where a shard of small pieces ends depends on the names around it and not on their count, so that a new file changes one or
    two shards and the others are found finished.
    """
    for group in _groups(pieces):
        yield Shard(_key(group, plan.digest), tuple(group))


def split(shard: Shard, plan: Plan) -> list[Shard]:
    """A shard as one for each of its pieces."""
    return [Shard(_key([piece], plan.digest), (piece,)) for piece in shard.pieces]


def _groups(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    group: list[Piece] = []
    held = 0
    for piece in pieces:
        full = held + piece.stored_bytes > MOST_BYTES or len(group) >= MOST_PIECES
        if group and (full or piece.stored_bytes >= LARGE_BYTES):
            yield group
            group, held = [], 0
        group.append(piece)
        held += piece.stored_bytes
        if _ends_shard(piece):
            yield group
            group, held = [], 0
    if group:
        yield group


def _ends_shard(piece: Piece) -> bool:
    """True for one in MEAN_PIECES by name, more often the larger the piece, and always for a large one."""
    share = max(1 / MEAN_PIECES, piece.stored_bytes / LARGE_BYTES)
    drawn = int.from_bytes(blake2b(f"{piece.name}#{piece.order}".encode(errors="surrogateescape"), digest_size=8).digest(), "big")
    return drawn < share * 2**64


def _key(pieces: Sequence[Piece], plan: str) -> str:
    digest = blake2b(plan.encode(), digest_size=16)
    for piece in pieces:
        identity = [
            piece.name.encode(errors="surrogateescape").hex(),
            piece.format,
            piece.compression,
            piece.stored_bytes,
            piece.modified_ns,
            piece.start,
            piece.end,
            piece.order,
            dict(piece.options),
        ]
        digest.update(orjson.dumps(identity, option=orjson.OPT_SORT_KEYS))
    return digest.hexdigest()
