"""Passages of known works as findings: their measures, and what speaks for and against them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from audit.batch import Document
from audit.detection import Detector, quote, state
from audit.detectors._known_work_discounts import cited, credit, low_information, quoted, simplified
from audit.detectors._known_work_levels import Levels, Match, Primary
from audit.model import Evidence, Finding, Kind, Level, Scalar, Span
from audit.references.works import Entry, Library
from audit.text.fingerprints import Places
from audit.text.fold import Offsets, offsets, signposts
from audit.text.passages import Block, Passage

MOST_NAMED = 10
"Other works with a passage that are named; all are counted."
IDENTICAL = 0.995
"Similarity from which on a passage is called identical."
MINOR = 0.85
"Similarity from which on its changes are called minor."


def stated(detector: Detector, document: Document, stream: bytes, rows: Sequence[Primary], levels: Levels) -> Iterator[Finding]:
    """Findings of one document, folded to `stream`; the way back is made once for it and once for each work."""
    if not rows:
        return
    here = _offsets(document.raw, [(row.match.passage.start, row.match.passage.end) for row in rows])
    plain = simplified(document.text), simplified(f"{document.title or ''}\n{document.author or ''}")
    credited = lru_cache(maxsize=None)(lambda entry: credit(*plain, dict(entry)))
    places: dict[tuple[Path, int], list[tuple[int, int]]] = {}
    for row in rows:
        passage = row.match.passage
        places.setdefault((row.match.library.path, row.match.work), []).append((passage.work_start, passage.work_end))
    there: dict[tuple[Path, int], Offsets] = {}
    for row in rows:
        key = row.match.library.path, row.match.work
        if key not in there:
            work = row.match.library.opened(row.match.work)
            there[key] = _offsets(work.raw, places[key], _signs(row.match.library, row.match.work))
        entry = row.match.library.works[row.match.work]
        cmi = credited(tuple(entry.metadata.items()))
        yield _state(detector, document, stream, _Stated(row, here, there[key], entry, cmi), levels)


@dataclass(frozen=True, slots=True)
class _Stated:
    """What is known of a passage when it is stated."""

    row: Primary
    here: Offsets
    there: Offsets
    entry: Entry
    cmi: str

    @property
    def passage(self) -> Passage:
        return self.row.match.passage

    @property
    def match(self) -> Match:
        return self.row.match


def _state(detector: Detector, document: Document, stream: bytes, one: _Stated, levels: Levels) -> Finding:
    passage, work = one.passage, one.match.library.opened(one.match.work)
    span = Span(*one.here.span(passage.start, passage.end))
    work_span = Span(*one.there.span(passage.work_start, passage.work_end))
    attributes = _attributes(document.text, stream, one, span)
    level = Level.CLUE
    if one.match.level is Level.FINDING and not attributes.keys() & {"allowed", "low_information"}:
        words = [_whole_words(one.there, passage, blocks) for blocks in (passage.blocks, [passage.longest])]
        level = levels.last(passage, *words, shared=bool(attributes.keys() & {"quoted", "also_in"}))
    return state(
        detector,
        document,
        Kind.COPYRIGHT,
        level,
        span,
        min(1.0, passage.equal / 100) * (1 + passage.similarity) / 2,
        *_evidence(len(stream), len(work.stream), one),
        reference=f"works/{one.entry.id}@{one.match.library.digest[:12]}",
        attributes=attributes,
        reference_span=work_span,
        reference_quote=quote(work.text, work_span),
    )


def _offsets(raw: bytes, places: Sequence[tuple[int, int]], signs: Places | None = None) -> Offsets:
    return offsets(raw, min(start for start, _ in places), max(end for _, end in places), signs)


@lru_cache(maxsize=4096)
def _signs(library: Library, work: int) -> Places:
    """Signposts of a work, about a kilobyte for each 200 kB."""
    opened = library.opened(work)
    return signposts(opened.raw, len(opened.stream))


def _attributes(text: str, stream: bytes, one: _Stated, span: Span) -> dict[str, Scalar]:
    """What a passage is, and each discount that there is; none is silent."""
    entry, kind = one.entry, one.match.library.kind
    said: dict[str, Scalar] = {"work": entry.id, **entry.metadata, "metadata_source": entry.metadata_source}
    said |= {"class": _class(one.passage), "cmi": one.cmi}
    if kind != "works":
        said["library_kind"] = kind
    names = sorted({other.id for other in one.row.others} - {entry.id})
    if names:
        said |= {"also_in": "; ".join(names[:MOST_NAMED]), "also_in_works": len(names)}
    if quoted(text, span.start, span.end):
        said["quoted"] = True
    if cited(text, span.start, span.end, entry.metadata):
        said["cited"] = True
    if one.row.allowed:
        said["allowed"] = one.row.allowed
    little = low_information(text, stream, one.passage, one.here)
    return said | {"low_information": little} if little else said


def _class(passage: Passage) -> str:
    """How a passage differs from the work: identical, minor change, omitted (parts of the work) or paraphrase-like."""
    if passage.similarity >= IDENTICAL:
        return "identical"
    if passage.similarity >= MINOR:
        return "minor change"
    replaced, added, omitted = passage.changes
    return "omitted" if omitted > 3 * (replaced + added) else "paraphrase-like"


def _evidence(letters: int, work_letters: int, one: _Stated) -> tuple[Evidence, ...]:
    """Measures of a passage; words are those of the work, since spaces may be gone in the document."""
    passage, there = one.passage, one.there
    longest = passage.longest
    replaced, added, omitted = passage.changes
    wide, high = passage.end - passage.start, passage.work_end - passage.work_start
    return (
        Evidence("matched-words", _whole_words(there, passage, passage.blocks), "words"),
        Evidence("matched-characters", passage.equal, "folded characters"),
        Evidence("longest-run-words", _whole_words(there, passage, [longest]), "words"),
        Evidence("longest-run", longest[2], "folded characters"),
        Evidence("similarity", round(passage.similarity, 4), "share"),
        Evidence("replaced-characters", replaced, "folded characters"),
        Evidence("added-characters", added, "folded characters"),
        Evidence("omitted-characters", omitted, "folded characters"),
        Evidence("share-of-document", round(wide / letters, 6), "share"),
        Evidence("share-of-work", round(high / work_letters, 6), "share"),
        Evidence("position-in-work", round(passage.work_start / work_letters, 6), "share"),
        Evidence("work-length", one.entry.characters, "characters"),
    )


def _whole_words(there: Offsets, passage: Passage, blocks: Sequence[Block]) -> int:
    """Words of the work's stretch that lie in blocks from their first letter to their last."""
    words = there.words[passage.work_start - there.first : passage.work_end - there.first]
    covered = np.zeros(len(words))
    for _, start, length in blocks:
        covered[start - passage.work_start : start - passage.work_start + length] = 1
    words = words - words[0]
    return int(np.count_nonzero(np.bincount(words, covered) == np.bincount(words)))
