"""
Common runs of a batch and a library of reference texts, found through fingerprints on coprime grids.

A fingerprint is a hash of K consecutive bytes of a folded stream. The library is hashed at each `library_stride`-th
byte of a work, the batch at each `batch_stride`-th byte of a document, both counted from its start. With coprime
strides every common run of at least `Grid.guarantee` bytes holds a common fingerprint; each is extended to its full
run, byte by byte, so nothing depends on the hash. After Schleimer, Wilkerson, Aiken 2003 (winnowing) in its aim; the
grids follow from the Chinese remainder theorem.
"""

from dataclasses import dataclass
from math import gcd
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from audit.errors import ConfigurationError
from audit.text.eight_bytes import ONES, word, zero_bytes
from audit.text.kernels import inlined, kernel, read_only
from audit.text.likeness import FIRST_LOOK, LEAST_SHARED, NEAR, PROMISING, first_likeness, shared_grams

Bytes = npt.NDArray[np.uint8]
Places = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

SIZE = 18
"Bytes of a fingerprint, unless told otherwise: more find less of what scanners garbled, fewer meet more set phrases."
MOST_PLACES = 32
"Places of one fingerprint that are kept: what is repeated more often is boilerplate."
END_OF_WORK = 0
"A byte that no folded stream holds; it follows each work in the library's stream."

ALWAYS_KEPT = 33
"Bytes of a run from which on it is kept whatever stands beside it; a shorter one only where its surroundings are alike."

_BLOCK = 128  # hashes made before they are looked up, so that cache misses overlap
_DIAGONALS = 1024  # diagonals whose last run is remembered
_MOST_SHORT = 8  # places of one fingerprint whose short runs are looked at: what is found more often is a set phrase
_PATIENCE = 64  # bytes compared for each byte of a document, before only places not yet covered are extended


@dataclass(frozen=True, slots=True)
class Grid:
    """Which bytes are hashed, and how many for one fingerprint."""

    size: int = SIZE
    "Bytes of a fingerprint, 12 to 24."
    library_stride: int = 1
    batch_stride: int = 8

    def __post_init__(self) -> None:
        if not 12 <= self.size <= 24 or self.library_stride < 1 or self.batch_stride < 1:
            raise ConfigurationError(f"no grid: {self}; the size is 12 to 24 and the strides are at least 1")
        if gcd(self.library_stride, self.batch_stride) != 1:
            raise ConfigurationError(f"no grid: strides {self.library_stride} and {self.batch_stride} have a common factor")

    @property
    def guarantee(self) -> int:
        """Each common run of at least so many bytes of whole characters is found, whatever stands beside it."""
        return max(ALWAYS_KEPT, self.size + self.library_stride * self.batch_stride - 1)


class Table(NamedTuple):
    """Fingerprints of a library: open addressing, one byte of the hash beside each place, so that most look-ups read one line."""

    tags: Bytes
    "0: nothing here."
    places: npt.NDArray[np.uint32]
    "Bytes of the library's stream, divided by the stride."


class Runs(NamedTuple):
    """Equal stretches, by document, work and place; whole characters, as long as they can be."""

    documents: Places
    works: Places
    starts: Places
    "First byte, in the batch's stream."
    library_starts: Places
    "First byte, in the library's stream."
    lengths: Places
    "Bytes."


def slots(fingerprints: int) -> int:
    """Size of a table for so many fingerprints: a power of two, at most 0.7 full."""
    return 1 << max(10, int(fingerprints * 1.45).bit_length())


def table(stream: Bytes, works: Places, grid: Grid) -> Table:
    """The fingerprints of a library's stream; `works` are the first bytes of its works, in order."""
    count = len(stream) // grid.library_stride + len(works)
    size = slots(count)
    made = Table(np.zeros(size, np.uint8), np.zeros(size, np.uint32))
    ends = np.append(works[1:], len(stream)).astype(np.int64) - 1
    _fill(read_only(stream), works, ends, grid.size, grid.library_stride, *made)
    return made


def runs(stream: Bytes, starts: Places, ends: Places, library: Bytes, works: Places, fingerprints: Table, grid: Grid) -> Runs:
    """Runs that documents of a batch share with works of a library: all of at least `grid.guarantee` bytes, and some shorter."""
    room = 1024 + len(stream) // 256
    library, fingerprints = read_only(library), Table(read_only(fingerprints.tags), read_only(fingerprints.places))
    while True:
        out = np.empty((4, room), np.int64)
        count = int(_scan(stream, starts, ends, library, *fingerprints, grid.size, grid.library_stride, grid.batch_stride, out))
        if count <= room:
            return _sorted(out[:, :count], works)
        room = count


def _sorted(found: Places, works: Places) -> Runs:
    documents, starts, library_starts, lengths = found
    owners = np.searchsorted(works, library_starts, side="right").astype(np.int64) - 1
    order = np.lexsort((lengths, library_starts, starts, owners, documents))
    columns = np.stack([documents, owners, starts, library_starts, lengths])[:, order]
    if columns.shape[1]:
        new = np.append(True, np.any(columns[:, 1:] != columns[:, :-1], axis=0))
        columns = columns[:, new]
    return Runs(*np.ascontiguousarray(columns))


@kernel
def _fill(stream: Any, starts: Any, ends: Any, size: Any, stride: Any, tags: Any, places: Any) -> None:
    mask, shift = np.uint64(len(tags) - 1), _shift(len(tags))
    size, stride = np.uint64(size), np.uint64(stride)
    for work in range(len(starts)):
        at, end = np.uint64(starts[work]), np.uint64(max(ends[work], starts[work]))
        at = (at + stride - np.uint64(1)) // stride * stride
        while at + size <= end:
            hashed = _hash(stream, at, size)
            slot, tag, same = hashed >> shift, _tag(hashed), 0
            while tags[slot] != 0:
                if tags[slot] == tag and _equal(stream, at, stream, np.uint64(places[slot]) * stride, size):
                    same += 1
                    if same >= MOST_PLACES:
                        break
                slot = (slot + np.uint64(1)) & mask
            if same < MOST_PLACES:
                tags[slot] = tag
                places[slot] = np.uint32(at // stride)
            at += stride


@kernel
def _scan(
    stream: Any, starts: Any, ends: Any, library: Any, tags: Any, places: Any, size: Any, library_stride: Any, stride: Any,
    out: Any,
) -> Any:  # fmt: skip
    size, stride, library_stride = np.uint64(size), np.uint64(stride), np.uint64(library_stride)
    block = np.empty((4, _BLOCK), np.uint64)  # hashes, their places, their documents, slots of the table
    memory = np.zeros((2, _DIAGONALS), np.int64)  # diagonals, ends of the last run on them
    known = np.zeros((2, 256), np.uint64)
    marks = np.zeros(1 << 12, np.uint32)
    state = np.array([-1, 0, 0, 0], np.int64)  # document, bytes compared in it, end of the text covered in it, looks at grams
    count, filled = 0, 0
    for document in range(len(starts)):
        at, end = np.uint64(starts[document]), np.uint64(ends[document])
        while at + size <= end:
            block[0, filled] = _hash(stream, at, size)
            block[1, filled] = at
            block[2, filled] = np.uint64(document)
            filled += 1
            at += stride
            if filled == _BLOCK:
                kept = _present(stream, library, tags, places, library_stride, block, filled)
                count = _look_up(
                    stream,
                    starts,
                    ends,
                    library,
                    tags,
                    places,
                    size,
                    library_stride,
                    block,
                    kept,
                    memory,
                    known,
                    marks,
                    state,
                    out,
                    count,
                )
                filled = 0
    kept = _present(stream, library, tags, places, library_stride, block, filled)
    return _look_up(
        stream, starts, ends, library, tags, places, size, library_stride, block, kept, memory, known, marks, state, out, count
    )


@inlined
def _present(stream: Any, library: Any, tags: Any, places: Any, library_stride: Any, block: Any, filled: Any) -> Any:
    """
    Move the hashes of a block that the table may hold to its beginning, each with the slot to begin with; how many there are.

    Eight slots are looked at as one word, and nothing branches, so that the cache misses of a block overlap; so do those of
    the few that are left, whose first place is compared at once.
    """
    mask, shift, last = np.uint64(len(tags) - 1), _shift(len(tags)), np.uint64(len(tags) - 8)
    words = np.empty(_BLOCK, np.uint64)
    for i in range(filled):
        words[i] = word(tags, min(block[0, i] >> shift, last))
    maybe: Any = 0
    for i in range(filled):
        hashed = block[0, i]
        empty, equal = zero_bytes(words[i]), zero_bytes(words[i] ^ np.uint64(_tag(hashed)) * ONES)
        wanted = (equal & (empty - np.uint64(1)) != 0) | (empty == 0) | (hashed >> shift > last)
        for row in range(3):
            block[row, maybe] = block[row, i]
        maybe += np.int64(wanted)
    kept = 0
    for i in range(maybe):
        slot, tag = block[0, i] >> shift, _tag(block[0, i])
        while tags[slot] != 0 and tags[slot] != tag:
            slot = (slot + np.uint64(1)) & mask
        if tags[slot] != 0:
            for row in range(3):
                block[row, kept] = block[row, i]
            block[3, kept] = slot
            kept += 1
    for i in range(kept):
        words[i] = np.uint64(places[block[3, i]]) * library_stride
    for i in range(kept):
        other = word(stream, block[1, i]) != word(library, words[i])
        block[3, i] = (block[3, i] + np.uint64(other)) & mask
    return kept


@inlined
def _look_up(
    stream: Any, starts: Any, ends: Any, library: Any, tags: Any, places: Any, size: Any, library_stride: Any, block: Any,
    kept: Any, memory: Any, known: Any, marks: Any, state: Any, out: Any, count: Any,
) -> Any:  # fmt: skip
    """Extend what the kept hashes of a block find in the table; the number of runs written so far."""
    mask = np.uint64(len(tags) - 1)
    for i in range(kept):
        hashed, at, document = block[0, i], block[1, i], np.int64(block[2, i])
        if state[0] != document:
            state[0], state[1], state[2] = document, 0, 0
            memory[1, :] = 0
        slot, tag, seen = block[3, i], _tag(hashed), 0
        while tags[slot] != 0:
            if tags[slot] == tag and _is_worth_it(state, at, size, starts[document], ends[document]):
                place = np.uint64(places[slot]) * library_stride
                line = np.int64(place) - np.int64(at)
                cell = (np.uint64(line) * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(54)
                covered = memory[0, cell] == line and memory[1, cell] >= np.int64(at + size)
                if not covered and _equal(stream, at, library, place, size):
                    first, last = _extend(stream, at, starts[document], ends[document], library, place, size)
                    memory[0, cell], memory[1, cell] = line, last
                    state[1] += last - first
                    state[2] = max(state[2], last)
                    first, last = _whole_characters(stream, first, last, ends[document])
                    seen += 1
                    wide, start, end = last - first, starts[document], ends[document]
                    if wide >= ALWAYS_KEPT or (
                        (seen <= _MOST_SHORT or wide >= np.int64(size) + 4)
                        and _is_promising(stream, start, end, library, first, last, line, known, marks, state)
                    ):
                        if count < out.shape[1]:
                            out[0, count], out[1, count], out[2, count] = document, first, first + line
                            out[3, count] = last - first
                        count += 1
            slot = (slot + np.uint64(1)) & mask
    return count


@inlined
def _is_worth_it(state: Any, at: Any, size: Any, start: Any, end: Any) -> Any:
    """False where this document has cost so much that a stretch that is already covered is not compared again."""
    return state[1] < _PATIENCE * (end - start) + 100_000 or state[2] < np.int64(at + size)


@inlined
def _is_promising(
    stream: Any, start: Any, end: Any, library: Any, first: Any, last: Any, line: Any, known: Any, marks: Any, state: Any
) -> Any:
    """Whether the text before or after a run is alike, within document and library."""
    before, after = min(FIRST_LOOK, first - start, first + line), min(FIRST_LOOK, end - last, len(library) - last - line)
    near = min(NEAR, before)
    state[3] += 1
    if shared_grams(stream, first - near, library, first - near + line, near, marks, state[3]) >= LEAST_SHARED:
        likeness = first_likeness(stream, first - before, library, first - before + line, before, known)
        if likeness >= PROMISING:
            return True
    near = min(NEAR, after)
    state[3] += 1
    if shared_grams(stream, last, library, last + line, near, marks, state[3]) < LEAST_SHARED:
        return False
    return first_likeness(stream, last, library, last + line, after, known) >= PROMISING


@inlined
def _extend(stream: Any, at: Any, start: Any, end: Any, library: Any, place: Any, size: Any) -> Any:
    """First byte and byte after the last, in the batch, of the run around a common fingerprint."""
    first, before = np.int64(at), np.int64(place)
    while first > start and before > 0 and stream[first - 1] == library[before - 1]:
        first -= 1
        before -= 1
    last, after = np.int64(at + size), np.int64(place + size)
    while last < end and after < len(library) and stream[last] == library[after]:
        last += 1
        after += 1
    return first, last


@inlined
def _whole_characters(stream: Any, first: Any, last: Any, end: Any) -> Any:
    """A run without the parts of characters at its ends."""
    while first < last and stream[first] & 0xC0 == 0x80:
        first += 1
    while first < last and last < end and stream[last] & 0xC0 == 0x80:
        last -= 1
    return first, last


@inlined
def _shift(slots: Any) -> Any:
    bits = 0
    while (1 << bits) < slots:
        bits += 1
    return np.uint64(64 - bits)


@inlined
def _tag(hashed: Any) -> Any:
    return np.uint8(max(hashed & np.uint64(0xFF), np.uint64(1)))


@inlined
def _hash(stream: Any, at: Any, size: Any) -> Any:
    """Three overlapping words of eight bytes, mixed."""
    tail = size - np.uint64(8)
    hashed = (word(stream, at) ^ np.uint64(0x243F6A8885A308D3)) * np.uint64(0x9E3779B97F4A7C15)
    hashed = (hashed ^ hashed >> np.uint64(32) ^ word(stream, at + min(np.uint64(8), tail))) * np.uint64(0xBF58476D1CE4E5B9)
    hashed = (hashed ^ hashed >> np.uint64(29) ^ word(stream, at + tail)) * np.uint64(0x94D049BB133111EB)
    return hashed ^ hashed >> np.uint64(32)


@inlined
def _equal(left: Any, a: Any, right: Any, b: Any, size: Any) -> Any:
    middle, tail = min(np.uint64(8), size - np.uint64(8)), size - np.uint64(8)
    return (
        word(left, a) == word(right, b)
        and word(left, a + middle) == word(right, b + middle)
        and word(left, a + tail) == word(right, b + tail)
    )
