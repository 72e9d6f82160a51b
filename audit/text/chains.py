"""
Runs that follow one another in a document and a work, joined into chains, and how alike the text around them is.

A short run may be coincidence; it is none where its surroundings are alike too, as they are in a disguised copy.
"""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from audit.text.fingerprints import Bytes, Places, Runs
from audit.text.kernels import inlined, kernel, read_only
from audit.text.likeness import FIRST_LOOK, PROMISING, likeness_of

FLANK = 100
"Bytes before and after a chain that are compared."
LEAST_FLANK = 20
"A flank that the document or the work cuts shorter is not used."

_LOOK_BACK = 40
_WIDEST_GAP = 160
_DRIFT = 24


class Chains(NamedTuple):
    """Chains of runs, by document, work and place. All places are bytes of the streams."""

    documents: Places
    works: Places
    starts: Places
    ends: Places
    library_starts: Places
    library_ends: Places
    counts: Places
    "Runs."
    totals: Places
    "Letters of all runs: an ideograph, kana or syllable of three bytes counts as three, any other character as one."
    longest: Places
    "Letters of the longest run."
    flanks: npt.NDArray[np.float64]
    "Likeness, 0 to 1, of the better flank; 0 where neither could be used."


def chain(runs: Runs, stream: Bytes, starts: Places, ends: Places, library: Bytes, bounds: Places) -> tuple[Chains, Places]:
    """Chains of runs, and for each run the number of its chain; `bounds` are the works' first bytes and the library's end."""
    owners = np.empty(len(runs.documents), np.int64)
    count = int(_join(*runs, owners)) if len(owners) else 0
    table = np.zeros((9, count), np.int64)
    _gather(*runs, owners, stream, table)
    flanks = np.zeros(count, np.float64)
    _compare(table, stream, starts, ends, read_only(library), bounds, flanks)
    return Chains._make([*table, flanks]), owners


@kernel
def _join(documents: Any, works: Any, starts: Any, library_starts: Any, lengths: Any, owners: Any) -> Any:
    count = 0
    for i in range(len(documents)):
        owners[i] = -1
        for j in range(i - 1, max(i - 1 - _LOOK_BACK, -1), -1):
            if documents[j] != documents[i] or works[j] != works[i]:
                break
            gap = starts[i] - starts[j] - lengths[j]
            library_gap = library_starts[i] - library_starts[j] - lengths[j]
            drift = _DRIFT + min(max(gap, 0), max(library_gap, 0)) // 2
            if -8 <= gap <= _WIDEST_GAP and library_gap >= -8 and abs(gap - library_gap) <= drift:
                owners[i] = owners[j]
                break
        if owners[i] < 0:
            owners[i] = count
            count += 1
    return count


@kernel
def _gather(
    documents: Any, works: Any, starts: Any, library_starts: Any, lengths: Any, owners: Any, stream: Any, table: Any
) -> None:
    for i in range(len(documents)):
        row = table[:, owners[i]]
        letters = _letters(stream, starts[i], starts[i] + lengths[i])
        if row[6] == 0:
            row[0], row[1], row[2], row[4] = documents[i], works[i], starts[i], library_starts[i]
        row[3] = max(row[3], starts[i] + lengths[i])
        row[4] = min(row[4], library_starts[i])
        row[5] = max(row[5], library_starts[i] + lengths[i])
        row[6] += 1
        row[7] += letters
        row[8] = max(row[8], letters)


@kernel
def _compare(table: Any, stream: Any, starts: Any, ends: Any, library: Any, bounds: Any, flanks: Any) -> None:
    known = np.zeros((2, 256), np.uint64)
    for i in range(len(flanks)):
        document, work = table[0, i], table[1, i]
        before = min(FLANK, table[2, i] - starts[document], table[4, i] - bounds[work])
        if before >= LEAST_FLANK:
            near = min(before, FIRST_LOOK)
            flanks[i] = likeness_of(stream, table[2, i] - near, library, table[4, i] - near, near, known)
            if near < before and flanks[i] >= PROMISING:
                likeness = likeness_of(stream, table[2, i] - before, library, table[4, i] - before, before, known)
                flanks[i] = max(flanks[i], likeness)
        after = min(FLANK, ends[document] - table[3, i], bounds[work + 1] - 1 - table[5, i])
        if after >= LEAST_FLANK:
            near = min(after, FIRST_LOOK)
            likeness = likeness_of(stream, table[3, i], library, table[5, i], near, known)
            flanks[i] = max(flanks[i], likeness)
            if near < after and likeness >= PROMISING:
                flanks[i] = max(flanks[i], likeness_of(stream, table[3, i], library, table[5, i], after, known))


@inlined
def _letters(stream: Any, start: Any, end: Any) -> Any:
    count = 0
    for i in range(start, end):
        lead = stream[i]
        count += (lead & 0xC0 != 0x80) + 2 * (lead >= 0xE2)
    return count
