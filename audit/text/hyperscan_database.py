"""Many expressions as one Hyperscan database, kept in the user's cache folder where compiling takes long."""

from collections.abc import Sequence
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from platform import machine
from time import perf_counter
from typing import Any

import hyperscan
import numpy as np
import numpy.typing as npt

from audit.text import cache

WORTH_KEEPING_SECONDS = 0.3

Expression = tuple[str, bool, bool]
"A regular expression, whether it ignores case, and whether automata can match it exactly."


class Database:
    """Tells where matches end; where an expression is not exact, at more places than those."""

    def __init__(self, expressions: Sequence[Expression]) -> None:
        numbered = list(enumerate(expressions))
        self.refused: tuple[int, ...] = ()
        "Numbers of expressions that Hyperscan cannot compile."
        try:
            self._database = _database(numbered)
        except hyperscan.HyperscanError:
            accepted = [one for one in numbered if _is_accepted(one)]
            self.refused = tuple(sorted({i for i, _ in numbered} - {i for i, _ in accepted}))
            self._database = _database(accepted) if accepted else None

    def scan(self, buffer: npt.NDArray[np.uint8]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """Numbers of expressions, and the byte after each of their matches."""
        hits: list[tuple[int, int]] = []
        append = hits.append
        if self._database is not None and len(buffer):
            self._database.scan(buffer.data, match_event_handler=lambda i, _, stop, __, ___: append((i, stop)))
        found = np.array(hits, dtype=np.int64).reshape(-1, 2)
        return found[:, 0], found[:, 1]


def _is_accepted(expression: tuple[int, Expression]) -> bool:
    try:
        _compile([expression])
    except hyperscan.HyperscanError:
        return False
    return True


def _database(expressions: Sequence[tuple[int, Expression]]) -> Any:
    kept = _kept(expressions)
    if kept is not None and kept.exists():
        loaded = _load(kept)
        if loaded is not None:
            return loaded
    begun = perf_counter()
    database = _compile(expressions)
    if kept is not None and perf_counter() - begun > WORTH_KEEPING_SECONDS:
        cache.write(kept, hyperscan.dumpb(database))
    return database


def _compile(expressions: Sequence[tuple[int, Expression]]) -> Any:
    database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    flags = [
        hyperscan.HS_FLAG_MULTILINE
        | (hyperscan.HS_FLAG_CASELESS if caseless else 0)
        | (0 if exact else hyperscan.HS_FLAG_PREFILTER)
        for _, (_, caseless, exact) in expressions
    ]
    database.compile(
        expressions=[regex.encode() for _, (regex, _, _) in expressions],
        ids=[i for i, _ in expressions],
        elements=len(expressions),
        flags=flags,
    )
    return database


def _kept(expressions: Sequence[tuple[int, Expression]]) -> Path | None:
    folder = cache.folder()
    said = repr((version("hyperscan"), machine(), expressions))
    return folder / f"patterns-{blake2b(said.encode(), digest_size=16).hexdigest()}.hs" if folder else None


def _load(path: Path) -> Any:
    """A kept database; None where it is damaged or of another machine."""
    try:
        database = hyperscan.loadb(path.read_bytes(), hyperscan.HS_MODE_BLOCK)
        database.scratch = hyperscan.Scratch(database)
        database.scan(b"x", match_event_handler=lambda *_: None)
    except (hyperscan.HyperscanError, OSError):
        return None
    return database
