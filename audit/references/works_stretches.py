"""
What can be said of documents that are compared with a library without texts: stretches by hits in a row.

With positions, hits on near diagonals are chained as runs are; without, a row of hits must be held by one work's filter.
How many hits are asked for follows from how often chance gives so many, by the filters' own rates.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from audit.model import Level
from audit.references.works import STRIDES, Library
from audit.text.fingerprints import Bytes, Places
from audit.text.hashes import SIZE
from audit.text.membership import FALSE_OF_BLOOM, FALSE_OF_FUSE
from audit.text.trails import exact_trails, hashes_of, holders, sealed_trails

FINDING_LETTERS = 50
CLUE_LETTERS = 35
DISGUISED_LETTERS = 60
DISGUISED_SHARE = 0.5
"Share of a stretch of several rows that is known to be equal, from which on it is a finding."

_GAP = 160
_DRIFT = 24
_LOOK_BACK = 8
_DOCUMENT = 4000
"Letters of a document for which chance is reckoned."
_CHANCE_OF_CLUE = 2e-3
_CHANCE_OF_FINDING = 1e-6


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


def hits_needed(works: int) -> tuple[int, int]:
    """Hits in a row for a clue and for a finding among so many sealed works."""
    chance = [_DOCUMENT * works * (FALSE_OF_FUSE * FALSE_OF_BLOOM) ** hits for hits in range(12)]
    clue = next(hits for hits in range(2, 12) if chance[hits] < _CHANCE_OF_CLUE)
    return clue, next(hits for hits in range(3, 12) if chance[hits] < _CHANCE_OF_FINDING)


def least_letters(library: Library) -> tuple[int, int]:
    """Each equal run of so many bytes is at least a clue, and a finding, whatever stands beside it."""
    stride = STRIDES[library.profile]
    clue, finding = hits_needed(len(library.works)) if library.profile == "sealed" else (2, 3)
    return SIZE + clue * stride - 1, SIZE + finding * stride - 1


def _moved(one: Stretch, by: int) -> Stretch:
    return replace(one, start=one.start - by, end=one.end - by)


def _sealed(library: Library, stream: Bytes, starts: Places, ends: Places) -> Iterator[Stretch]:
    """Rows of hits that one work's filter holds; rows of other phases on the same text are one stretch."""
    if library.filter is None:
        return
    stride = STRIDES["sealed"]
    clue, finding = hits_needed(len(library.works))
    trails = sealed_trails(stream, starts, ends, library.file("members"), library.filter, stride, clue)
    rows: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for document, start, _, count in zip(*(part.tolist() for part in trails), strict=True):
        row = hashes_of(stream, start, count, stride)
        firsts, held = holders(row, library.file("bits"), library.firsts)
        for work in np.flatnonzero(held >= clue).tolist():
            first = int(firsts[work])
            different = len(np.unique(row[first : first + int(held[work])]))
            if different >= clue:
                rows[document, work].append((start + first * stride, different))
    for (document, work), places in rows.items():
        for one in _joined(document, work, sorted(places), stride, finding):
            yield replace(one, level=Level.FINDING) if one.hits > finding else one  # several rows near one another


def _joined(document: int, work: int, rows: list[tuple[int, int]], stride: int, finding: int) -> Iterator[Stretch]:
    """Rows of hits, as place and count, that overlap or are near one another."""
    last: Stretch | None = None
    for start, hits in rows:
        end = start + SIZE + (hits - 1) * stride
        level = Level.FINDING if hits >= finding else Level.CLUE
        one = Stretch(document, work, start, end, end - start, end - start, hits, level)
        if last is None or start - last.end > _GAP:
            if last is not None:
                yield last
            last = one
        else:
            last = replace(
                last,
                end=max(last.end, end),
                equal=last.equal + max(0, end - max(start, last.end)),
                longest=max(last.longest, one.longest),
                hits=last.hits + hits,
                level=Level.FINDING if Level.FINDING in (last.level, level) else Level.CLUE,
            )
    if last is not None:
        yield last


def _with_positions(library: Library, stream: Bytes, starts: Places, ends: Places) -> Iterator[Stretch]:
    """Rows of hits on near diagonals of one work as one stretch."""
    stride = STRIDES["positions"]
    trails = exact_trails(stream, starts, ends, library.file("hashes"), library.firsts, library.index, stride)
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
