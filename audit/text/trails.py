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

_BLOCK = 512
_LOW = np.uint64((1 << 8 * EXACT_BYTES) - 1)


Sieve = npt.NDArray[np.uint64]


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
    "The first hash, counted through the library."
    counts: Places
    "Hits in the row."


def index(stored: Bytes) -> Index:
    """The index of packed hashes; of equal ones the first MOST_PLACES are kept."""
    count = len(stored) // EXACT_BYTES
    made = Index(np.zeros(slots(count), np.uint8), np.zeros(slots(count), np.uint32))
    _fill(read_only(stored), count, *made)
    return made


def sieve(stored: Bytes) -> Sieve:
    """A Bloom filter of packed hashes with one word for each: what is asked first for each place of a text."""
    count = len(stored) // EXACT_BYTES
    made = np.zeros(1 << max(3, (count // 8).bit_length()), np.uint64)
    _set_sieve(read_only(stored), count, made)
    return made


def exact_trails(
    stream: Bytes, starts: Places, ends: Places, stored: Bytes, firsts: Places, found: Index, sieved: Sieve, stride: int
) -> Trails:
    """
    Rows of hits among packed hashes, whose sieve and index are given.

    `firsts` are the numbers of the works' first hashes, and the count of all.
    """
    room = 1024 + len(stream) // 64
    arrays = read_only(stored), read_only(found.tags), read_only(found.numbers), read_only(sieved)
    while True:
        out = np.empty((3, room), np.int64)
        count = int(_seeds(stream, starts, ends, *arrays, out))
        if count <= room:
            return _rows(out[:, :count], firsts, stride)
        room = count


def hashes_of(stream: Bytes, start: int, count: int, stride: int) -> Hashes:
    """The hashes of a row of hits."""
    out = np.empty(count, np.uint64)
    _hash_row(stream, np.uint64(start), np.uint64(stride), out)
    return out


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
def _seeds(stream: Any, starts: Any, ends: Any, stored: Any, tags: Any, numbers: Any, sieve: Any, out: Any) -> Any:
    mask, count = np.uint64(len(tags) - 1), 0
    words = np.uint64(len(sieve) - 1)
    hashes, kept = np.empty(_BLOCK, np.uint64), np.empty(_BLOCK, np.int64)
    for document in range(len(starts)):
        at, last = starts[document], ends[document] - SIZE + 1
        while at < last:
            size, filled = min(_BLOCK, last - at), 0
            for i in range(size):
                hashes[i] = hash_at(stream, np.uint64(at + i)) & _LOW
            for i in range(size):  # without a branch, so that the cache misses overlap
                word, bits = _in_sieve(hashes[i], words)
                kept[filled] = i
                filled += sieve[word] & bits == bits
            for i in range(filled):
                hashed = hashes[kept[i]]
                slot, tag = hashed & mask, _tag(hashed)
                while tags[slot] != 0:
                    if tags[slot] == tag and _stored(stored, np.int64(numbers[slot])) == hashed:
                        if count < out.shape[1]:
                            out[0, count], out[1, count], out[2, count] = document, at + kept[i], numbers[slot]
                        count += 1
                    slot = (slot + np.uint64(1)) & mask
            at += size
    return count


@kernel
def _set_sieve(stored: Any, count: Any, sieve: Any) -> None:
    words = np.uint64(len(sieve) - 1)
    for number in range(count):
        word, bits = _in_sieve(_stored(stored, number), words)
        sieve[word] |= bits


@inlined
def _in_sieve(hashed: Any, words: Any) -> Any:
    """The word of a hash, and its three bits there; not where its slot is, whose neighbours are taken too."""
    value = hashed * np.uint64(0x9E3779B97F4A7C15)
    one, low = np.uint64(1), np.uint64(63)
    bits = one << (value >> np.uint64(58)) | one << (value >> np.uint64(52) & low) | one << (value >> np.uint64(46) & low)
    return value >> np.uint64(16) & words, bits


@kernel
def _hash_row(stream: Any, start: Any, stride: Any, out: Any) -> None:
    for i in range(len(out)):
        out[i] = hash_at(stream, start + np.uint64(i) * stride)


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
