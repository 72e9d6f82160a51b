"""Which work a stretch of a document is said to be from, where several hold it, and what an allow-list says of it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from fnmatch import fnmatchcase
from functools import lru_cache

import numpy as np

from audit.detectors._known_work_levels import Match, Primary
from audit.model import Finding, Level
from audit.references.works import Entry, Library
from audit.text.passages import Passage

Passes = Callable[[str], str]
Allowing = Sequence[tuple[int, int, str]]
"Stretches of a document that are let pass, and what is said of each."

CELL = 16
"Bytes of a document for which one best match is noted."
ALLOW_LIST = "allow-list"
"Kind of a library whose passages, and whose works without text, are let pass."


def passes(libraries: Sequence[Library]) -> Passes:
    """From a work's id to what the allow-lists among some libraries say of that work; empty where they say nothing."""
    named = [entry for one in libraries if one.kind == ALLOW_LIST for entry in one.works if not entry.letters]

    @lru_cache(maxsize=1 << 16)
    def said(work: str) -> str:
        return "; ".join(_told(one) for one in named if work == one.id or fnmatchcase(work, one.id))

    return said


def let_pass(found: Finding, passing: Passes, allowing: Allowing) -> Finding:
    """A finding as a clue that tells which entries of allow-lists name its work or hold its passage, if any does."""
    said = passing(str(found.attributes["work"])) or _allowed(found.span.start, found.span.end, allowing)
    return replace(found, level=Level.CLUE, attributes={**found.attributes, "allowed": said}) if said else found


def primary(matches: Sequence[Match], size: int, passing: Passes) -> list[Primary]:
    """
    Each stretch's best match, with the matches of other works on it; by place in a document of so many bytes.

    What stands in a work that an allow-list names is let pass as its passages are, whichever work resembles it most.
    """
    kept = [one for one in matches if one.library.kind != ALLOW_LIST]
    allowing = [(*_place(one), told(one)) for one in matches if one.library.kind == ALLOW_LIST]
    allowing += [(*_place(one), said) for one in kept if (said := passing(one.id))]
    chosen: list[tuple[Match, list[Match]]] = []
    owners = np.full(size // CELL + 1, -1, np.int64)  # the best match on each cell of the document
    for match in sorted(kept, key=lambda one: (one.level != Level.FINDING, -one.passage.equal, one.id)):
        passage = match.passage
        owner = int(owners[(passage.start + passage.end) // 2 // CELL])
        if owner < 0 or not _is_within(passage, chosen[owner][0].passage):
            cells = owners[passage.start // CELL : passage.end // CELL + 1]
            cells[cells < 0] = len(chosen)
            chosen.append((match, []))
        elif match.id != chosen[owner][0].id:
            chosen[owner][1].append(match)
    rows = [Primary(match, others, _allowed(*_place(match), allowing)) for match, others in chosen]
    return sorted(rows, key=lambda row: (row.match.passage.start, row.match.id))


def told(one: Match) -> str:
    """An entry of an allow-list, with the reason that it gives."""
    return _told(one.library.works[one.work])


def _allowed(start: int, end: int, allowing: Allowing) -> str:
    """What is said of the allowed stretches that cover most of [start, end), taken together; empty where they do not."""
    covered = np.zeros(end - start if allowing else 0, np.bool_)
    names = set()
    for first, last, said in allowing:
        if first < end and last > start:
            covered[max(0, first - start) : last - start] = True
            names.add(said)
    return "; ".join(sorted(names)) if names and covered.mean() >= 0.8 else ""


def _told(entry: Entry) -> str:
    reason = entry.metadata.get("basis")
    return f"{entry.id} ({reason})" if reason else entry.id


def _place(one: Match) -> tuple[int, int]:
    return one.passage.start, one.passage.end


def _is_within(small: Passage, large: Passage) -> bool:
    """Whether most of a passage lies on another's stretch of the document."""
    return 2 * (min(small.end, large.end) - max(small.start, large.start)) > small.end - small.start
