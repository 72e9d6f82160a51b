"""One text held beside known works, without a run: what a person asks of a passage in hand."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from audit import readers, registry
from audit.batch import Batch
from audit.detection import Signals
from audit.errors import IncompleteError
from audit.model import Finding, Skip
from audit.pipeline import packs
from audit.pipeline.progress import Progress
from audit.pipeline.works_allowed import compared
from audit.reports.compare import Comparison, compare
from audit.reports.discounts import credit, discounts
from audit.text.matcher import Matcher

DETECTOR = "known-work"
MOST = 1200
"Characters of a passage that are shown."


def match(files: Sequence[Path], works: Sequence[Path], progress: Progress, allow: Sequence[Path] = ()) -> Iterator[Finding]:
    """Passages of known works in some files; at the end an IncompleteError where something could not be read."""
    pack = next(pack for pack in packs.there() if pack.name == DETECTOR)
    known = tuple(one.path for one in compared(works, allow, progress))
    detector = registry.create(DETECTOR, Signals(pack.detector or {}, pack.folder, known))
    matcher = Matcher(detector.patterns)
    unread: list[Skip] = []
    for piece in readers.discover(files):
        for part in [piece] if isinstance(piece, Skip) else readers.read(piece):
            if isinstance(part, Skip):
                unread += [part] if part.reason.loses else []
            else:
                yield from detector.detect(Batch(part, matcher))
    if unread:
        first = unread[0]
        raise IncompleteError(f"{len(unread)} not read; first: {first.path}: {first.reason}: {first.detail}")


@dataclass(frozen=True, slots=True)
class Beside:
    """Both sides of a passage, and how many characters of each are not shown."""

    shown: Comparison
    left_cut: int
    right_cut: int


def line(found: Finding) -> dict[str, Any]:
    """A finding as a line of `corpus-audit findings` tells it, with its place in the work and both sides, stretch by stretch."""
    names = ("detector", "kind", "score", "level", "reference", "attributes", "evidence", "fingerprint")
    where = {"document": f"{found.path}#{found.record}", "path": found.path, "record": found.record}
    about = {"record_id": found.record_id, "url": found.url, "start": found.span.start, "end": found.span.end}
    theirs = found.reference_span
    place = {"reference_start": theirs.start if theirs else None, "reference_end": theirs.end if theirs else None}
    return {**where, **about, **{name: getattr(found, name) for name in names}, **place, **_compared(found)}


def beside(found: Finding) -> Beside:
    """The document's passage and the work's, word by word; a library without texts has only the document's."""
    theirs = found.reference_quote
    shown = compare(found.quote.text, theirs.text if theirs else found.quote.text, MOST)
    if theirs is None:
        blank = tuple(replace(segment, text="") for segment in shown.left)
        shown = replace(shown, right=blank, right_cut=0, changes=Counter())
    return Beside(shown, shown.left_cut + found.quote.omitted, shown.right_cut + (theirs.omitted if theirs else 0))


def _compared(found: Finding) -> dict[str, Any]:
    """What is alike and what is not, what speaks for less than a copy, and whether the work is named."""
    sides = beside(found)
    stretches = [
        {"document": one.text, "work": other.text, "change": one.change}
        for one, other in zip(sides.shown.left, sides.shown.right, strict=True)
    ]
    return {
        "changes": dict(sides.shown.changes),
        "beside": stretches,
        "document_characters_not_shown": sides.left_cut,
        "work_characters_not_shown": sides.right_cut,
        "discounts": discounts(found.attributes),
        "credit": credit(found.attributes),
    }
