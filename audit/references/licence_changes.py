"""What was changed in a licence: its words beside those that stand in its place."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from rapidfuzz.distance import LCSseq

LONGEST = 400
"Characters of the changes that are told."
_SHOWN = 12
"Words of one change that are shown; the middle of a longer one is left out."


@dataclass(frozen=True, slots=True)
class Changes:
    """The difference between a licence and a place, in words as they are compared."""

    added: int
    "Words of the place that are not the licence's."
    removed: int
    "Words of the licence that are not there."
    told: str
    "Such as -[without fee] +[for a fee]; what is beyond LONGEST is an ellipsis."


def changes(licence: Sequence[str], place: Sequence[str]) -> Changes:
    """The words left out of a licence and those put in, in its order."""
    removed = added = 0
    told: list[str] = []
    ops = LCSseq.opcodes(licence, place)
    for is_equal, group in groupby(ops, lambda one: one.tag == "equal"):
        if is_equal:
            continue
        first, *_, last = [*group] * 2
        gone, come = licence[first.src_start : last.src_end], place[first.dest_start : last.dest_end]
        removed, added = removed + len(gone), added + len(come)
        told += [f"{sign}[{_short(words)}]" for sign, words in (("-", gone), ("+", come)) if words]
    return Changes(added, removed, _cut(told))


def _short(words: Sequence[str]) -> str:
    half = _SHOWN // 2
    return " ".join(words if len(words) <= _SHOWN else [*words[:half], "…", *words[-half:]])


def _cut(told: Sequence[str]) -> str:
    """The changes that have room, and a sign that there are more."""
    said = ""
    for one in told:
        if len(said) + len(one) + 3 > LONGEST:
            return f"{said} …"
        said = f"{said} {one}".strip()
    return said
