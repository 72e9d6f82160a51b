"""
What filters say of a text: which places are held, by which works, and how little chance explains it.

A place whose hash a filter holds by chance is one in 2 ** 18 for each work. Hits of one work that follow one another are
weighed together, in bits: each gives BITS, less what it costs to say where it stands after the one before. Costs are those of
a code, so by chance a row of so many bits begins at one letter of 2 ** bits, for each work, however its hits are placed.
"""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from audit.text.fingerprints import Bytes, Places
from audit.text.hashes import SIZE, hash_at
from audit.text.kernels import inlined, kernel, read_only
from audit.text.membership import CHECK_BITS, CODE_BITS, COPIES, code, copy_of, in_filter, key_of, stored_code

BITS = CHECK_BITS + CODE_BITS
"What one hit says against chance."
REACH = 8
"Strides within which the next hit of a row must stand."
ROW_COST = 1
"Bits that a hit costs one stride after another."

NEAR_COST = 9
"Bits that a hit costs at most which stands about so many strides after another, as where letters were lost."

_BLOCK = 512
_PAIR = 4
"Strides within which two hits make a work worth a look."
_RECENT = 8

Numbers = npt.NDArray[np.uint64]


class Filters(NamedTuple):
    """The filters of a library's parts, one after the other."""

    checks: Bytes
    codes: Bytes
    parts: Numbers
    "For each part: first byte of its checks and of its codes, seed, cells of a segment, segments."
    works: Places
    "Works by part: for each its part, its number there, its number in the library."


class Rows(NamedTuple):
    """Hits of one work that are near one another, by document, work and place."""

    documents: Places
    works: Places
    starts: Places
    "First byte, in the batch's stream."
    ends: Places
    equal: Places
    "Bytes that are known to be the work's."
    longest: Places
    hits: Places
    "Hits that weigh: their hashes differ and they do not overlap, since a phrase may be stored from several letters on."
    bits: Places


def sealed_rows(stream: Bytes, starts: Places, ends: Places, filters: Filters, stride: int) -> Rows:
    """Rows of hits of works that hold two hits a few strides apart."""
    arrays = read_only(filters.checks), read_only(filters.codes), filters.parts
    room = 1024 + len(stream) * len(filters.parts) // 128  # chance gives half of that
    hits = _grown(3, room, lambda out: _scan(stream, starts, ends, arrays[0], filters.parts, out))
    hits = np.ascontiguousarray(hits[:, np.lexsort((hits[1], hits[2], hits[0]))])
    held = _held(stream, hits, *arrays)
    owners = _grown(2, 1024, lambda out: _owners(hits, *held, filters.works, stride, out))
    owned = _grown(3, 4096, lambda out: _owned(hits, *held, filters.works, owners, out))
    owned = _likeliest(owned[:, np.lexsort((owned[2], owned[1], owned[0]))], held[2])
    return _rows(owned, hits, held[0], stride)


@inlined
def cost(apart: Any, stride: Any) -> Any:
    """Bits that it costs to say that the next hit stands so many bytes after a hit, at most REACH strides."""
    steps, rest = apart // stride, apart % stride
    if rest == 0:
        return ROW_COST if steps == 1 else min(steps + 1, 6)
    return NEAR_COST if min(rest, stride - rest) <= 3 else NEAR_COST + 2


def _grown(columns: int, room: int, fill: Any) -> Places:
    """What a kernel writes, which tells how much there is, with room for all of it."""
    while True:
        out = np.empty((columns, room), np.int64)
        count = int(fill(out))
        if count <= room:
            return out[:, :count]
        room = count


def _held(stream: Bytes, hits: Places, checks: Bytes, codes: Bytes, parts: Numbers) -> tuple[Numbers, Numbers, Places]:
    """For each hit what is stored for it, its codes, and how many."""
    keys, found = np.zeros((hits.shape[1], COPIES), np.uint64), np.zeros((hits.shape[1], COPIES), np.uint64)
    counts = np.zeros(hits.shape[1], np.int64)
    _codes(stream, hits, checks, codes, parts, keys, found, counts)
    return keys, found, counts


def _likeliest(owned: Places, counts: Places) -> Places:
    """
    Owned hits without those that more works seem to hold than the filter was told of.

    In a passage of one work the codes alone, without the checks, speak against another. Works with more hits go first.
    """
    documents, works, numbers = owned
    begins = np.flatnonzero(np.append(True, (np.diff(documents) != 0) | (np.diff(works) != 0))[: len(documents)])
    sizes = np.diff(np.append(begins, len(documents)))
    order = np.lexsort((-np.repeat(sizes, sizes), numbers))
    sorted_numbers = numbers[order]
    rank = np.arange(len(order)) - np.searchsorted(sorted_numbers, sorted_numbers)
    return owned[:, np.sort(order[rank < counts[sorted_numbers]])]


def _rows(owned: Places, hits: Places, keys: Numbers, stride: int) -> Rows:
    """Rows of owned hits (document, work, number of the hit); a hash that comes again in a row is not counted again."""
    if not owned.shape[1]:
        return Rows(*np.zeros((8, 0), np.int64))
    documents, works, numbers = owned
    places, hashes = hits[1, numbers], keys[numbers, 0]
    new = (np.diff(documents) != 0) | (np.diff(works) != 0) | (np.diff(places) > REACH * stride)
    groups = np.concatenate([[0], np.cumsum(new)])
    order = np.lexsort((places, hashes, groups))
    fresh = np.append(True, (np.diff(groups[order]) != 0) | (hashes[order][1:] != hashes[order][:-1]))
    kept = np.sort(order[fresh])
    firsts = np.flatnonzero(np.append(True, np.diff(groups[kept]) != 0))
    out = np.empty((6, len(firsts)), np.int64)
    _weigh(places[kept], np.append(firsts, len(kept)), stride, out)
    return Rows(documents[kept][firsts], works[kept][firsts], *out)


@kernel
def _scan(stream: Any, starts: Any, ends: Any, checks: Any, parts: Any, out: Any) -> Any:
    """Places whose hashes a part holds: document, place, part; how many there are."""
    count = 0
    hashes, kept = np.empty(_BLOCK, np.uint64), np.empty(_BLOCK, np.int64)
    for document in range(len(starts)):
        at, last = starts[document], ends[document] - SIZE + 1
        while at < last:
            size = min(_BLOCK, last - at)
            for i in range(size):
                hashes[i] = hash_at(stream, np.uint64(at + i))
            for part in range(len(parts)):
                first, seed, segment, segments = parts[part, 0], parts[part, 2], parts[part, 3], parts[part, 4]
                filled = 0
                for i in range(size):  # without a branch, so that the cache misses overlap
                    kept[filled] = i
                    filled += in_filter(hashes[i], checks, first, seed, segment, segments)
                for i in range(filled):
                    if count < out.shape[1]:
                        out[0, count], out[1, count], out[2, count] = document, at + kept[i], part
                    count += 1
            at += size
    return count


@kernel
def _codes(stream: Any, hits: Any, checks: Any, codes: Any, parts: Any, keys: Any, found: Any, counts: Any) -> None:
    for i in range(hits.shape[1]):
        hashed = hash_at(stream, np.uint64(hits[1, i]))
        first, second, seed, segment, segments = parts[hits[2, i]]
        for number in range(COPIES):
            key = copy_of(hashed, number)
            if number > 0 and not in_filter(key, checks, first, seed, segment, segments):
                break
            keys[i, number] = key
            found[i, number] = stored_code(key, codes, second, seed, segment, segments)
            counts[i] = number + 1


@kernel
def _owners(hits: Any, keys: Any, found: Any, counts: Any, works: Any, stride: Any, out: Any) -> Any:
    """Document and row of `works` where a work holds two hits of different hashes, about so many strides apart."""
    count, known, recent = 0, 0, np.zeros(_RECENT, np.int64)
    seen = np.full(works.shape[1], -1, np.int64)  # the document in which each work was found last
    own, seeming = np.empty(works.shape[1], np.uint64), np.empty(COPIES * works.shape[1], np.int64)
    for work in range(works.shape[1]):
        own[work] = key_of(works[1, work])
    for i in range(hits.shape[1]):
        if i > 0 and hits[0, i] != hits[0, i - 1]:
            known = 0
        for j in range(i + 1, hits.shape[1]):
            apart = hits[1, j] - hits[1, i]
            if hits[0, j] != hits[0, i] or hits[2, j] != hits[2, i] or apart > _PAIR * stride:
                break
            if apart < SIZE or cost(apart, stride) > NEAR_COST or keys[i, 0] == keys[j, 0]:
                continue
            told = 0
            for number in range(min(known, _RECENT)):
                work = recent[number]
                told += works[0, work] == hits[2, i] and _both(keys, found, counts, i, j, own[work])
            if told >= min(counts[i], counts[j]):  # all that hold both were found before
                continue
            for place in range(_seeming(keys, found, counts, i, works, own, hits[2, i], seeming)):
                work = seeming[place]
                if seen[work] != hits[0, i] and _holds(keys, found, counts, j, own[work]):
                    seen[work] = hits[0, i]
                    recent[known % _RECENT] = work
                    known += 1
                    if count < out.shape[1]:
                        out[0, count], out[1, count] = hits[0, i], work
                    count += 1
    return count


@kernel
def _owned(hits: Any, keys: Any, found: Any, counts: Any, works: Any, owners: Any, out: Any) -> Any:
    """All hits of a document that a work holds which was found in it: document, work of the library, number of the hit."""
    count, first = 0, 0
    for row in range(owners.shape[1]):
        document, work = owners[0, row], owners[1, row]
        own = key_of(works[1, work])
        while hits[0, first] < document:
            first += 1
        i = first
        while i < hits.shape[1] and hits[0, i] == document:
            if hits[2, i] == works[0, work] and _holds(keys, found, counts, i, own):
                if count < out.shape[1]:
                    out[0, count], out[1, count], out[2, count] = document, works[2, work], i
                count += 1
            i += 1
    return count


@kernel
def _weigh(places: Any, firsts: Any, stride: Any, out: Any) -> None:
    """For each row of places: start, end, equal bytes, longest equal stretch, and hits and bits of what weighs most in it."""
    best, hits, runs = np.zeros(len(places), np.int64), np.zeros(len(places), np.int64), np.zeros(len(places), np.int64)
    for row in range(len(firsts) - 1):
        begin, end = firsts[row], firsts[row + 1]
        out[:, row] = 0
        covered = places[begin]
        for i in range(begin, end):
            best[i], hits[i], runs[i] = BITS, 1, SIZE
            for j in range(i - 1, begin - 1, -1):
                apart = places[i] - places[j]
                if apart > REACH * stride:
                    break
                bits = best[j] + BITS - cost(apart, stride)
                if apart >= SIZE and bits > best[i]:
                    best[i], hits[i] = bits, hits[j] + 1
                if apart == stride:
                    runs[i] = runs[j] + stride
            start = places[i] - (stride if runs[i] > SIZE else 0)
            out[2, row] += places[i] + SIZE - max(start, covered)
            covered = places[i] + SIZE
            out[3, row] = max(out[3, row], runs[i])
            if best[i] > out[5, row]:
                out[4, row], out[5, row] = hits[i], best[i]
        out[0, row], out[1, row] = places[begin], places[end - 1] + SIZE


@inlined
def _seeming(keys: Any, found: Any, counts: Any, i: Any, works: Any, own: Any, part: Any, out: Any) -> Any:
    """Rows of a part's works that seem to hold a hit, some more than once; how many there are."""
    count = 0
    first, last = np.searchsorted(works[0], part), np.searchsorted(works[0], part + 1)
    for copy in range(counts[i]):
        key, wanted = keys[i, copy], found[i, copy]
        for work in range(first, last):  # without a branch, since there may be many
            out[count] = work
            count += code(key, own[work]) == wanted
    return count


@inlined
def _both(keys: Any, found: Any, counts: Any, i: Any, j: Any, own: Any) -> Any:
    return _holds(keys, found, counts, i, own) and _holds(keys, found, counts, j, own)


@inlined
def _holds(keys: Any, found: Any, counts: Any, i: Any, own: Any) -> Any:
    held = False
    for copy in range(counts[i]):
        held |= code(keys[i, copy], own) == found[i, copy]
    return held
