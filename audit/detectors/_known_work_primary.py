"""Which work a stretch of a document is said to be from, where several hold it, and what an allow-list says of it."""

from collections.abc import Sequence

import numpy as np

from audit.detectors._known_work_levels import Match, Primary
from audit.model import Level
from audit.text.passages import Passage

CELL = 16
"Bytes of a document for which one best match is noted."
ALLOW_LIST = "allow-list"
"Kind of a library whose passages, and whose works without text, are let pass."


def primary(matches: Sequence[Match], size: int) -> list[Primary]:
    """Each stretch's best match, with the matches of other works on it; by place in a document of so many bytes."""
    kept = [one for one in matches if one.library.kind != ALLOW_LIST]
    allowing = [one for one in matches if one.library.kind == ALLOW_LIST]
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
    rows = [Primary(match, others, _allowed(match.passage, allowing)) for match, others in chosen]
    return sorted(rows, key=lambda row: (row.match.passage.start, row.match.id))


def _allowed(passage: Passage, allowing: Sequence[Match]) -> str:
    """The passages of an allow-list that cover most of a passage, taken together; empty where they do not."""
    covered = np.zeros(passage.end - passage.start if allowing else 0, np.bool_)
    names = set()
    for one in allowing:
        if one.passage.start < passage.end and one.passage.end > passage.start:
            covered[max(0, one.passage.start - passage.start) : one.passage.end - passage.start] = True
            names.add(one.id)
    return "; ".join(sorted(names)) if names and covered.mean() >= 0.8 else ""


def _is_within(small: Passage, large: Passage) -> bool:
    """Whether most of a passage lies on another's stretch of the document."""
    return 2 * (min(small.end, large.end) - max(small.start, large.start)) > small.end - small.start
