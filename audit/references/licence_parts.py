"""A part of a licence: a text that is cut off, or begins or ends in the middle of one."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import LCSseq

from audit.references.licence_index import RUN, Entry, Index, as_text

OFTEN = frozenset(
    {"MIT", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "ISC", "X11", "HPND", "MPL-2.0", "OFL-1.1", "CC0-1.0", "CC-BY-4.0"}
    | {"CC-BY-SA-4.0", "Zlib"}
    | {f"{name}-{later}" for name in ("GPL-2.0", "GPL-3.0", "LGPL-2.1", "LGPL-3.0", "AGPL-3.0") for later in ("only", "or-later")}
)
LEAST_PART = 0.3
"Share of a licence from which a part of it is told."
LEAST_WORDS = 60
"Words of the shortest part that is told."
LIKENESS = 0.95
"Share of the words from one end of a part to the other that must be the licence's, in the licence and in the place."
RIVAL = 0.98
"Share of the words of the best part from which another licence's part is as good."


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a licence that stands in a place."""

    entry: Entry
    first: int
    last: int
    "Word after the last."
    recall: float
    "Share of the licence's words that are there."
    precision: float
    "Share of the words of the place that are the licence's."
    rivals: int
    "Other licences of which as much is there."

    @property
    def words(self) -> float:
        """The licence's words that are there."""
        return self.recall * len(self.entry.words)


def best_part(index: Index, words: npt.NDArray[np.int64], candidates: Sequence[tuple[int, npt.NDArray[np.int64]]]) -> Part | None:
    """The longest part among candidates, with the places of their runs; of two as long the licence that is common."""
    parts = list(_parts(index, words, candidates))
    if not parts:
        return None
    best = max(parts, key=lambda part: (part.words * (1.03 if part.entry.spdx in OFTEN else 1.0), part.recall, part.entry.spdx))
    near = {_text(part.entry.spdx) for part in parts if part.words >= RIVAL * best.words}
    return Part(best.entry, best.first, best.last, best.recall, best.precision, len(near - {_text(best.entry.spdx)}))


def _text(spdx: str) -> str:
    """An id up to its version: what follows, as of ports and of later versions, changes little of the text."""
    version = re.match(r".*?-v?\d+(?:\.\d+)*", spdx)
    return version[0] if version else spdx


def _parts(index: Index, words: npt.NDArray[np.int64], candidates: Sequence[tuple[int, npt.NDArray[np.int64]]]) -> Iterator[Part]:
    for number, places in candidates:
        entry = index.entry(number)
        length = len(entry.words)
        inside = np.searchsorted(places, places + length) - np.arange(len(places))
        densest = int(np.argmax(inside))
        first, last = int(places[densest]), int(places[densest + inside[densest] - 1]) + RUN
        if last - first < max(LEAST_WORDS, LEAST_PART * length):
            continue
        equal = [one for one in LCSseq.opcodes(entry.words, as_text(words[first:last])) if one.tag == "equal"]
        equal = [one for one in equal if one.src_end - one.src_start >= RUN - 1]
        shared = sum(one.src_end - one.src_start for one in equal)
        if shared < max(LEAST_WORDS, LEAST_PART * length):
            continue
        begin, end = first + equal[0].dest_start, first + equal[-1].dest_end
        if shared >= LIKENESS * max(equal[-1].src_end - equal[0].src_start, end - begin):
            yield Part(entry, begin, end, shared / length, shared / (end - begin), 0)
