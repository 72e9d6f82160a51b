"""
Hits that follow one another: what can be said of a text that is compared with hashes instead of with works.

A hit is a place of a document whose hash a library holds. Where hits follow at the library's stride, the text between
them is that of a work: two at a stride of 26 say that 46 bytes are equal.
"""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from audit.text.fingerprints import MOST_PLACES, Bytes, Places, slots
from audit.text.hashes import EXACT_BYTES, SIZE, Hashes, hash_at
from audit.text.kernels import inlined, kernel, read_only
from audit.text.membership import Shape, in_bloom, in_fuse

_LOW = np.uint64((1 << 8 * EXACT_BYTES) - 1)


class Index(NamedTuple):
    """Where an exact hash is stored: open addressing, a byte of the hash beside each number."""

    tags: Bytes
    "0: nothing here."
    numbers: npt.NDArray[np.uint32]


class Trails(NamedTuple):
    """Rows of hits, by document and place."""

    documents: Places
    starts: Places
    "First byte, in the batch's stream."
    numbers: Places
    "The first hash, counted through the library; -1 where it is not known."
    counts: Places
    "Hits in the row."


def index(stored: Bytes) -> Index:
    """The index of packed hashes; of equal ones the first MOST_PLACES are kept."""
    count = len(stored) // EXACT_BYTES
    made = Index(np.zeros(slots(count), np.uint8), np.zeros(slots(count), np.uint32))
    _fill(read_only(stored), count, *made)
    return made


def exact_trails(stream: Bytes, starts: Places, ends: Places, stored: Bytes, firsts: Places, found: Index, stride: int) -> Trails:
    """Rows of hits among packed hashes; `firsts` are the numbers of the works' first hashes, and the count of all."""
    room = 1024 + len(stream) // 64
    arrays = read_only(stored), read_only(found.tags), read_only(found.numbers)
    while True:
        out = np.empty((3, room), np.int64)
        count = int(_seeds(stream, starts, ends, *arrays, out))
        if count <= room:
            return _rows(out[:, :count], firsts, stride)
        room = count


def sealed_trails(stream: Bytes, starts: Places, ends: Places, table: Bytes, shape: Shape, stride: int, least: int) -> Trails:
    """Rows of at least so many hits of a fuse filter."""
    room = 1024 + len(stream) // 64
    numbers = np.uint64(shape.seed), np.uint64(shape.segment), np.uint64(shape.segments)
    while True:
        out = np.empty((3, room), np.int64)
        count = int(_members(stream, starts, ends, read_only(table), *numbers, stride, least, out))
        if count <= room:
            documents, firsts, counts = out[:, :count]
            order = np.lexsort((firsts, documents))
            return Trails(documents[order], firsts[order], np.full(count, -1, np.int64), counts[order])
        room = count


def hashes_of(stream: Bytes, start: int, count: int, stride: int) -> Hashes:
    """The hashes of a row of hits."""
    out = np.empty(count, np.uint64)
    _hash_row(stream, np.uint64(start), np.uint64(stride), out)
    return out


def holders(row: Hashes, bits: Bytes, starts: Places) -> tuple[Places, Places]:
    """For each Bloom filter, bytes [starts[i], starts[i + 1]): the longest stretch of the row that it holds: first hit, hits."""
    out = np.zeros((2, len(starts) - 1), np.int64)
    _hold(row, read_only(bits), starts, out)
    return out[0], out[1]


def _rows(seeds: Places, firsts: Places, stride: int) -> Trails:
    """Seeds (document, place, number) on one diagonal of one work, a stride apart, as rows."""
    documents, places, numbers = seeds
    works = np.searchsorted(firsts, numbers, side="right")
    lines = places - stride * numbers
    order = np.lexsort((places, lines, works, documents))
    documents, places, numbers, works, lines = (part[order] for part in (documents, places, numbers, works, lines))
    if not len(documents):
        return Trails(documents, places, numbers, places)
    keys = np.stack([documents, works, lines, places - stride * np.arange(len(places))])
    begins = np.flatnonzero(np.append(True, np.any(keys[:, 1:] != keys[:, :-1], axis=0)))
    counts = np.diff(np.append(begins, len(documents)))
    again = np.lexsort((numbers[begins], places[begins], documents[begins]))
    begins = begins[again]
    return Trails(documents[begins], places[begins], numbers[begins], counts[again])


@kernel
def _fill(stored: Any, count: Any, tags: Any, numbers: Any) -> None:
    mask = np.uint64(len(tags) - 1)
    for number in range(count):
        hashed = _stored(stored, number)
        slot, tag, same = hashed & mask, _tag(hashed), 0
        while tags[slot] != 0 and same < MOST_PLACES:
            if tags[slot] == tag and _stored(stored, np.int64(numbers[slot])) == hashed:
                same += 1
            slot = (slot + np.uint64(1)) & mask
        if same < MOST_PLACES:
            tags[slot] = tag
            numbers[slot] = np.uint32(number)


@kernel
def _seeds(stream: Any, starts: Any, ends: Any, stored: Any, tags: Any, numbers: Any, out: Any) -> Any:
    mask, count = np.uint64(len(tags) - 1), 0
    for document in range(len(starts)):
        for at in range(starts[document], ends[document] - SIZE + 1):
            hashed = hash_at(stream, np.uint64(at)) & _LOW
            slot, tag = hashed & mask, _tag(hashed)
            while tags[slot] != 0:
                if tags[slot] == tag and _stored(stored, np.int64(numbers[slot])) == hashed:
                    if count < out.shape[1]:
                        out[0, count], out[1, count], out[2, count] = document, at, numbers[slot]
                    count += 1
                slot = (slot + np.uint64(1)) & mask
    return count


@kernel
def _members(
    stream: Any, starts: Any, ends: Any, table: Any, seed: Any, segment: Any, segments: Any, stride: Any, least: Any, out: Any
) -> Any:
    count = 0
    lengths = np.zeros(stride, np.int64)  # hits in the row that goes on, for each place modulo the stride
    for document in range(len(starts)):
        lengths[:] = 0
        last = ends[document] - SIZE
        for at in range(starts[document], last + stride + 1):
            phase = at % stride
            if at <= last and in_fuse(hash_at(stream, np.uint64(at)), table, seed, segment, segments):
                lengths[phase] += 1
                continue
            if lengths[phase] >= least:
                if count < out.shape[1]:
                    out[0, count], out[1, count] = document, at - lengths[phase] * stride
                    out[2, count] = lengths[phase]
                count += 1
            lengths[phase] = 0
    return count


@kernel
def _hash_row(stream: Any, start: Any, stride: Any, out: Any) -> None:
    for i in range(len(out)):
        out[i] = hash_at(stream, start + np.uint64(i) * stride)


@kernel
def _hold(row: Any, bits: Any, starts: Any, out: Any) -> None:
    for work in range(len(starts) - 1):
        start = np.uint64(starts[work])
        size = np.uint64(starts[work + 1]) - start
        begun = 0
        for i in range(len(row) + 1):
            if i < len(row) and in_bloom(row[i], bits, start, size):
                continue
            if i - begun > out[1, work]:
                out[0, work], out[1, work] = begun, i - begun
            begun = i + 1


@inlined
def _stored(stored: Any, number: Any) -> Any:
    """A packed hash."""
    value = np.uint64(0)
    for i in range(EXACT_BYTES):
        value |= np.uint64(stored[number * EXACT_BYTES + i]) << np.uint64(8 * i)
    return value


@inlined
def _tag(hashed: Any) -> Any:
    return np.uint8(max(hashed >> np.uint64(32), np.uint64(1)))
