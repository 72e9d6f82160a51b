"""
Sets of hashes from which no member can be read out: binary fuse filters (Graf and Lemire 2022) that also tell whose a member is.

For a hash a filter gives back CHECK_BITS and CODE_BITS. The first say whether it is a member, the others, together with the
number of a work, whether it is that work's. By chance the first say yes for one hash in 2 ** CHECK_BITS, and the others for
one in 2 ** CODE_BITS of these.
A hash that several works hold is stored once for each of the first COPIES.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, log
from typing import Any

import numpy as np
import numpy.typing as npt

from audit.text.fingerprints import Bytes
from audit.text.hashes import Hashes, mixed
from audit.text.kernels import inlined, kernel

CHECK_BITS = 8
"Bits of each cell of the first table: enough that few places of unrelated text are looked at more closely."
CODE_BITS = 10
"Bits of each cell of the second table."
COPIES = 4
"Works of which each is told that a hash is its own, where more hold it."

_SEEDS = 100


@dataclass(frozen=True, slots=True)
class Shape:
    """How a filter is laid out; it follows from the number of its members, but for the seed."""

    segment: int
    "Cells of a segment, a power of two."
    segments: int
    "Segments in which the first of a member's three cells may lie."
    seed: int

    @property
    def cells(self) -> int:
        """Bytes of the first table."""
        return (self.segments + 2) * self.segment

    @property
    def code_bytes(self) -> int:
        """Bytes of the second table: eight bits of each cell, then the two others of each, four cells a byte."""
        return self.cells + (self.cells + 3) // 4


def filters(works: Sequence[Hashes]) -> tuple[Shape, Bytes, Bytes]:
    """The tables of checks and of codes for the hashes of works, which are numbered from 0."""
    keys, owners = _keyed(works)
    for seed in range(_SEEDS):
        shape = _shape(len(keys), seed)
        numbers = np.uint64(seed), np.uint64(shape.segment), np.uint64(shape.segments)
        order, cells = np.zeros(len(keys), np.uint64), np.zeros(len(keys), np.uint8)
        if _peel(keys, *numbers, order, cells):
            table = np.zeros(shape.cells, np.uint32)
            _assign(order, cells, _values(keys, owners, order, numbers[0]), numbers[1], numbers[2], table)
            return shape, table.astype(np.uint8), _packed_codes(table >> np.uint32(CHECK_BITS))
    raise AssertionError("no seed of a hundred serves; each fails about once in a hundred")


@inlined
def in_filter(hashed: Any, checks: Any, first: Any, seed: Any, segment: Any, segments: Any) -> Any:
    """Whether a filter, whose table begins at a byte, says that a hash is a member."""
    value = _mixed_with(hashed, seed)
    one, two, three = _cells(value, segment, segments)
    return checks[first + one] ^ checks[first + two] ^ checks[first + three] == _check(value)


@inlined
def stored_code(hashed: Any, codes: Any, first: Any, seed: Any, segment: Any, segments: Any) -> Any:
    """The code that a filter, whose table of codes begins at a byte, gives back for a hash."""
    high = first + (segments + np.uint64(2)) * segment
    one, two, three = _cells(_mixed_with(hashed, seed), segment, segments)
    low_bits = codes[first + one] ^ codes[first + two] ^ codes[first + three]
    return np.uint64(low_bits) | (_pair(codes, high, one) ^ _pair(codes, high, two) ^ _pair(codes, high, three)) << np.uint64(8)


@inlined
def key_of(work: Any) -> Any:
    """What stands for a work's number in its codes."""
    return mixed((np.uint64(work) + np.uint64(1)) * np.uint64(0xA0761D6478BD642F))


@inlined
def code(hashed: Any, key: Any) -> Any:
    """The code of a hash for the work with this key; both are mixed well, so that one multiplication does."""
    return (hashed ^ key) * np.uint64(0xD6E8FEB86659FD93) >> np.uint64(64 - CODE_BITS)


@inlined
def copy_of(hashed: Any, number: Any) -> Any:
    """Under what a hash is stored for the work that holds it as the so-manieth, from 0."""
    return hashed if number == 0 else mixed(hashed + np.uint64(number) * np.uint64(0xD1B54A32D192ED03))


def _keyed(works: Sequence[Hashes]) -> tuple[Hashes, npt.NDArray[np.uint32]]:
    """What is stored of each work's distinct hashes, in the order of the keys, and the works' numbers."""
    parts = [np.unique(part) for part in works]
    hashes = np.concatenate([np.zeros(0, np.uint64), *parts])
    owners = np.repeat(np.arange(len(parts), dtype=np.uint32), [len(part) for part in parts])
    order = np.argsort(hashes, kind="stable")
    hashes, owners = hashes[order], owners[order]
    begins = np.searchsorted(hashes, hashes)
    copies = np.arange(len(hashes)) - begins
    kept = copies < COPIES
    keys = np.empty(np.count_nonzero(kept), np.uint64)
    _copy_each(hashes[kept], copies[kept], keys)
    keys, first = np.unique(keys, return_index=True)
    return keys, owners[kept][first]


def _values(keys: Hashes, owners: npt.NDArray[np.uint32], order: Hashes, seed: np.uint64) -> npt.NDArray[np.uint32]:
    """Check and code of each member, in the order in which they were taken away, by their mixed values."""
    out, mixed_keys = np.empty(len(keys), np.uint32), np.empty(len(keys), np.uint64)
    _check_and_code(keys, owners, seed, out, mixed_keys)
    by_value = np.argsort(mixed_keys)
    return out[by_value[np.searchsorted(mixed_keys[by_value], order)]]


def _packed_codes(table: npt.NDArray[np.uint32]) -> Bytes:
    high = np.zeros(-(-len(table) // 4) * 4, np.uint8)
    high[: len(table)] = table >> np.uint32(8)
    rows = high.reshape(-1, 4)
    return np.concatenate([table.astype(np.uint8), rows[:, 0] | rows[:, 1] << 2 | rows[:, 2] << 4 | rows[:, 3] << 6])


def _shape(count: int, seed: int) -> Shape:
    """Sizes for three cells a member: the published ones, a little tighter, since another seed can be tried."""
    if count < 2:
        return Shape(4, 1, seed)
    segment = 1 << min(18, floor(log(count) / log(3.33) + 1.25))
    wanted = round(count * max(1.125, 0.875 + 0.235 * log(1_000_000) / log(count)))
    return Shape(segment, max(1, (wanted + segment - 1) // segment - 2), seed)


@kernel
def _peel(members: Any, seed: Any, segment: Any, segments: Any, order: Any, cells: Any) -> Any:
    """Take away members that have a cell of their own until none is left; they are written in reverse."""
    size = (segments + np.uint64(2)) * segment
    counts, sums = np.zeros(size, np.uint8), np.zeros(size, np.uint64)
    for i in range(len(members)):
        value = _mixed_with(members[i], seed)
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
def _assign(order: Any, cells: Any, values: Any, segment: Any, segments: Any, table: Any) -> None:
    for i in range(len(order) - 1, -1, -1):
        places = _cells(order[i], segment, segments)
        own = places[cells[i]]
        table[own] = 0
        table[own] = values[i] ^ table[places[0]] ^ table[places[1]] ^ table[places[2]]


@kernel
def _copy_each(hashes: Any, copies: Any, out: Any) -> None:
    for i in range(len(hashes)):
        out[i] = copy_of(hashes[i], copies[i])


@kernel
def _check_and_code(keys: Any, owners: Any, seed: Any, out: Any, values: Any) -> None:
    for i in range(len(keys)):
        values[i] = _mixed_with(keys[i], seed)
        out[i] = np.uint32(_check(values[i])) | np.uint32(code(keys[i], key_of(owners[i]))) << np.uint32(CHECK_BITS)


@inlined
def _mixed_with(hashed: Any, seed: Any) -> Any:
    return mixed(hashed + seed * np.uint64(0x9E3779B97F4A7C15))


@inlined
def _pair(codes: Any, first: Any, cell: Any) -> Any:
    """The two high bits of a cell's code."""
    return np.uint64(codes[first + (cell >> np.uint64(2))]) >> (cell & np.uint64(3)) * np.uint64(2) & np.uint64(3)


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
