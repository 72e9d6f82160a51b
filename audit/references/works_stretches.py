"""
What can be said of documents that are compared with a library without texts: stretches by hits in a row.

With positions, hits on near diagonals are chained as runs are; without, hits of one work that are near one another are weighed
together. How much they must weigh follows from how often chance gives so much among the works of a library, in all the text
that is scanned: less than one finding in LETTERS_OF_FINDING letters, and less than one clue in LETTERS_OF_CLUE.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from math import ceil, log2

import numpy as np

from audit.model import Level
from audit.references.works import STRIDES, Library
from audit.text.fingerprints import Bytes, Places
from audit.text.hashes import SIZE
from audit.text.sealed import BITS, ROW_COST, sealed_rows
from audit.text.trails import exact_trails, hashes_of

FINDING_LETTERS = 50
CLUE_LETTERS = 35
DISGUISED_LETTERS = 60
DISGUISED_SHARE = 0.5
"Share of a stretch of several rows that is known to be equal, from which on it is a finding."

LETTERS_OF_CLUE = 10**8
"Letters of unrelated, different text in which chance gives less than one clue of a sealed library."
LETTERS_OF_FINDING = 10**10

_GAP = 160
_DRIFT = 24
_LOOK_BACK = 8
_FEWEST_HITS = 2, 3
"Of a sealed library's work, for a clue and for a finding, whatever they weigh."


@dataclass(frozen=True, slots=True)
class Stretch:
    """Bytes [start, end) of a document's stream, of which so many are known to be those of a work."""

    document: int
    work: int
    start: int
    end: int
    equal: int
    "Bytes whose hashes are those of the work."
    longest: int
    "The longest equal stretch of these, in bytes."
    hits: int
    level: Level
    work_start: int = -1
    "First byte in the work's stream; -1 where it is not known."
    work_end: int = -1


def stretches(library: Library, stream: Bytes, starts: Places, ends: Places) -> list[Stretch]:
    """Stretches of documents of a folded and blurred batch, by document and place, counted from the document's first byte."""
    if library.profile == "sealed":
        found = list(_sealed(library, stream, starts, ends))
    else:
        found = list(_with_positions(library, stream, starts, ends))
    placed = [_moved(one, int(starts[one.document])) for one in found]
    return sorted(placed, key=lambda one: (one.document, one.start, one.end, one.work))


def bits_needed(works: int) -> tuple[float, float]:
    """Bits for a clue and for a finding among so many sealed works."""
    return log2(works * LETTERS_OF_CLUE), log2(works * LETTERS_OF_FINDING)


def hits_needed(works: int) -> tuple[int, int]:
    """Hits one stride after another that are a clue, and a finding, among so many sealed works."""
    bits = bits_needed(works)
    clue, finding = (
        max(fewest, ceil((needed - ROW_COST) / (BITS - ROW_COST))) for fewest, needed in zip(_FEWEST_HITS, bits, strict=True)
    )
    return clue, finding


def least_letters(library: Library) -> tuple[int, int]:
    """Each equal run of so many bytes is at least a clue, and a finding, whatever stands beside it."""
    stride = STRIDES[library.profile]
    clue, finding = hits_needed(len(library.works)) if library.profile == "sealed" else (2, 3)
    return SIZE + clue * stride - 1, SIZE + finding * stride - 1


def _moved(one: Stretch, by: int) -> Stretch:
    return replace(one, start=one.start - by, end=one.end - by)


def _sealed(library: Library, stream: Bytes, starts: Places, ends: Places) -> Iterator[Stretch]:
    """Rows of hits that chance does not explain."""
    clue, finding = bits_needed(len(library.works))
    rows = sealed_rows(stream, starts, ends, library.filters, STRIDES["sealed"])
    for document, work, start, end, equal, longest, hits, bits in zip(*(part.tolist() for part in rows), strict=True):
        if bits >= clue and hits >= _FEWEST_HITS[0]:
            level = Level.FINDING if bits >= finding and hits >= _FEWEST_HITS[1] else Level.CLUE
            yield Stretch(document, work, start, end, equal, longest, hits, level)


def _with_positions(library: Library, stream: Bytes, starts: Places, ends: Places) -> Iterator[Stretch]:
    """Rows of hits on near diagonals of one work as one stretch."""
    stride = STRIDES["positions"]
    arrays = library.file("hashes"), library.firsts, library.index, library.sieve
    trails = exact_trails(stream, starts, ends, *arrays, stride)
    works = np.searchsorted(library.firsts, trails.numbers, side="right") - 1
    rows: dict[tuple[int, int], list[Stretch]] = defaultdict(list)
    for document, start, number, count, work in zip(*(part.tolist() for part in (*trails, works)), strict=True):
        different = len(np.unique(hashes_of(stream, start, count, stride))) if count > 1 else 1
        wide, place = SIZE + (count - 1) * stride, (number - int(library.firsts[work])) * stride
        known = SIZE + (different - 1) * stride
        one = Stretch(document, work, start, start + wide, known, known, count, Level.CLUE, place, place + wide)
        _chain(rows[document, work], one)
    for chains in rows.values():
        for chain in chains:
            level = _level(chain)
            if level is not None:
                yield replace(chain, level=level)


def _chain(chains: list[Stretch], one: Stretch) -> None:
    """Add a row to the chain that it goes on, or begin another."""
    for place in range(len(chains) - 1, max(-1, len(chains) - 1 - _LOOK_BACK), -1):
        last = chains[place]
        gap, in_work = one.start - last.end, one.work_start - last.work_end
        if -SIZE < gap <= _GAP and in_work > -SIZE and abs(gap - in_work) <= _DRIFT + max(0, min(gap, in_work)) // 2:
            chains[place] = replace(
                last,
                end=max(last.end, one.end),
                work_end=max(last.work_end, one.work_end),
                equal=last.equal + one.equal - max(0, -gap),
                longest=max(last.longest, one.longest),
                hits=last.hits + one.hits,
            )
            return
    chains.append(one)


def _level(chain: Stretch) -> Level | None:
    share = chain.equal / max(chain.end - chain.start, chain.work_end - chain.work_start)
    if chain.longest >= FINDING_LETTERS or (chain.equal >= DISGUISED_LETTERS and share >= DISGUISED_SHARE):
        return Level.FINDING
    return Level.CLUE if chain.longest >= CLUE_LETTERS else None


def best(found: Iterable[tuple[Library, Stretch]]) -> list[tuple[Library, Stretch, list[str]]]:
    """Stretches of one document: the best on each place, with ids of other works that seem to have it too; by place."""
    order = sorted(found, key=lambda row: (row[1].level != Level.FINDING, -row[1].equal, row[0].works[row[1].work].id))
    chosen: list[tuple[Library, Stretch, list[str]]] = []
    for library, one in order:
        name = library.works[one.work].id
        for _, other, others in chosen:
            if 2 * (min(one.end, other.end) - max(one.start, other.start)) > one.end - one.start:
                if name not in others:
                    others.append(name)
                break
        else:
            chosen.append((library, one, []))
    return sorted(chosen, key=lambda row: (row[1].start, row[0].works[row[1].work].id))
