"""
Sets of hashes from which no member can be read out: a binary fuse filter (Graf and Lemire 2022) and Bloom filters.

Both answer yes for each member, and by chance for others: the fuse filter for one in 2 ** 8, a Bloom filter for one in 2 ** 6.
"""

from dataclasses import dataclass
from math import ceil, floor, log
from typing import Any

import numpy as np

from audit.text.fingerprints import Bytes
from audit.text.hashes import Hashes, mixed
from audit.text.kernels import inlined, kernel

FALSE_OF_FUSE = 2.0**-8
FALSE_OF_BLOOM = 2.0**-6
PROBES = 6
"Bits of a Bloom filter that each member sets."

_BITS_EACH = 8.66  # PROBES / ln 2
_SEEDS = 100


@dataclass(frozen=True, slots=True)
class Shape:
    """How a fuse filter is laid out; it follows from the number of its members, but for the seed."""

    segment: int
    "Cells of a segment, a power of two."
    segments: int
    "Segments in which the first of a member's three cells may lie."
    seed: int

    @property
    def cells(self) -> int:
        """Bytes of the filter."""
        return (self.segments + 2) * self.segment


def fuse(members: Hashes) -> tuple[Shape, Bytes]:
    """A fuse filter of distinct hashes. The same hashes give the same bytes in whatever order they come."""
    members = np.unique(members)
    for seed in range(_SEEDS):
        shape = _shape(len(members), seed)
        order, cells = np.zeros(len(members), np.uint64), np.zeros(len(members), np.uint8)
        if _peel(members, np.uint64(seed), np.uint64(shape.segment), np.uint64(shape.segments), order, cells):
            table = np.zeros(shape.cells, np.uint8)
            _assign(order, cells, np.uint64(seed), np.uint64(shape.segment), np.uint64(shape.segments), table)
            return shape, table
    raise AssertionError("no seed of a hundred serves; each fails about once in a hundred")


def bloom_bytes(members: int) -> int:
    """Bytes of a Bloom filter for so many hashes."""
    return max(8, ceil(members * _BITS_EACH / 8))


def bloom(members: Hashes) -> Bytes:
    """A Bloom filter of hashes."""
    bits = np.zeros(bloom_bytes(len(members)), np.uint8)
    _set_bits(members, bits)
    return bits


@inlined
def in_fuse(hashed: Any, table: Any, seed: Any, segment: Any, segments: Any) -> Any:
    """Whether a fuse filter says yes."""
    value = mixed(hashed + seed * np.uint64(0x9E3779B97F4A7C15))
    first, second, third = _cells(value, segment, segments)
    return table[first] ^ table[second] ^ table[third] == _check(value)


@inlined
def in_bloom(hashed: Any, bits: Any, start: Any, size: Any) -> Any:
    """Whether the Bloom filter in bytes [start, start + size) says yes."""
    value = mixed(hashed ^ np.uint64(0x13198A2E03707344))
    step = value >> np.uint64(32) | np.uint64(1)
    for _ in range(PROBES):
        bit = value % (size * np.uint64(8))
        if not bits[start + (bit >> np.uint64(3))] >> np.uint8(bit & np.uint64(7)) & 1:
            return False
        value += step
    return True


def _shape(count: int, seed: int) -> Shape:
    """The published sizes for three cells a member."""
    if count < 2:
        return Shape(4, 1, seed)
    segment = 1 << min(18, floor(log(count) / log(3.33) + 2.25))
    wanted = round(count * max(1.125, 0.875 + 0.25 * log(1_000_000) / log(count)))
    return Shape(segment, max(1, (wanted + segment - 1) // segment - 2), seed)


@kernel
def _peel(members: Any, seed: Any, segment: Any, segments: Any, order: Any, cells: Any) -> Any:
    """Take away members that have a cell of their own until none is left; they are written in reverse."""
    size = (segments + np.uint64(2)) * segment
    counts, sums = np.zeros(size, np.uint8), np.zeros(size, np.uint64)
    for i in range(len(members)):
        value = mixed(members[i] + seed * np.uint64(0x9E3779B97F4A7C15))
        for place in _cells(value, segment, segments):
            if counts[place] == 255:
                return False
            counts[place] += 1
            sums[place] ^= value
    alone = np.empty(size, np.uint64)
    waiting = 0
    for place in range(size):
        if counts[place] == 1:
            alone[waiting] = place
            waiting += 1
    done = 0
    while waiting:
        waiting -= 1
        place = alone[waiting]
        if counts[place] != 1:
            continue
        value = sums[place]
        order[done] = value
        for number, other in enumerate(_cells(value, segment, segments)):
            if other == place:
                cells[done] = number
            counts[other] -= 1
            sums[other] ^= value
            if counts[other] == 1:
                alone[waiting] = other
                waiting += 1
        done += 1
    return done == len(members)


@kernel
def _assign(order: Any, cells: Any, seed: Any, segment: Any, segments: Any, table: Any) -> None:
    for i in range(len(order) - 1, -1, -1):
        value = order[i]
        places = _cells(value, segment, segments)
        own = places[cells[i]]
        table[own] = 0
        table[own] = _check(value) ^ table[places[0]] ^ table[places[1]] ^ table[places[2]]


@kernel
def _set_bits(members: Any, bits: Any) -> None:
    size = np.uint64(len(bits))
    for i in range(len(members)):
        value = mixed(members[i] ^ np.uint64(0x13198A2E03707344))
        step = value >> np.uint64(32) | np.uint64(1)
        for _ in range(PROBES):
            bit = value % (size * np.uint64(8))
            bits[bit >> np.uint64(3)] |= np.uint8(1) << np.uint8(bit & np.uint64(7))
            value += step


@inlined
def _cells(value: Any, segment: Any, segments: Any) -> Any:
    """The three cells of a member, in three segments that follow one another."""
    mask = segment - np.uint64(1)
    first = (value >> np.uint64(32)) * (segments * segment) >> np.uint64(32)
    second = (first + segment) ^ (value >> np.uint64(18) & mask)
    third = (first + segment + segment) ^ (value & mask)
    return first, second, third


@inlined
def _check(value: Any) -> Any:
    return np.uint8((value ^ value >> np.uint64(32)) & np.uint64(0xFF))
