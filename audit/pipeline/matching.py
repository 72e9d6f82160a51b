"""One text held beside known works, without a run: what a person asks of a passage in hand."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from audit import readers, registry
from audit.batch import Batch
from audit.detection import Signals
from audit.errors import IncompleteError
from audit.model import Finding, Skip
from audit.pipeline import packs
from audit.pipeline.progress import Progress
from audit.pipeline.works import libraries
from audit.reports.compare import Comparison, compare
from audit.text.matcher import Matcher

DETECTOR = "known-work"
MOST = 1200
"Characters of a passage that are shown."


def match(files: Sequence[Path], works: Sequence[Path], progress: Progress) -> Iterator[Finding]:
    """Passages of known works in some files; at the end an IncompleteError where something could not be read."""
    pack = next(pack for pack in packs.there() if pack.name == DETECTOR)
    known = tuple(one.path for one in libraries(works, progress))
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


def line(found: Finding) -> dict[str, Any]:
    """A finding as a line of `corpus-audit findings` tells it."""
    names = ("detector", "kind", "score", "level", "reference", "attributes", "evidence", "fingerprint")
    where = {"document": f"{found.path}#{found.record}", "path": found.path, "record": found.record}
    about = {"record_id": found.record_id, "url": found.url, "start": found.span.start, "end": found.span.end}
    return {**where, **about, **{name: getattr(found, name) for name in names}}


def beside(found: Finding) -> Comparison:
    """The document's passage and the work's, word by word."""
    theirs = found.reference_quote.text if found.reference_quote else ""
    return compare(found.quote.text, theirs, MOST)
