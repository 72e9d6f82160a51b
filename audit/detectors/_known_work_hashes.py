"""Findings of known works from libraries that hold hashes and no texts: what is known is told, and what is not is left out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from audit.batch import Batch, Document
from audit.detection import Detector, state
from audit.detectors._known_work_discounts import cited, credit, quoted, simplified
from audit.model import Evidence, Finding, Kind, Scalar, Span
from audit.references.works import Entry, Library
from audit.references.works_stretches import Stretch, best, stretches
from audit.text.fingerprints import Bytes
from audit.text.fold import offsets

FEWEST_LETTERS = 3
"Folded bytes that a word has at the least on average: fewer in prose than it really has, and just an ideograph."


def found_by_hashes(detector: Detector, libraries: Sequence[Library], batch: Batch, stream: Bytes) -> Iterator[Finding]:
    """Findings of a batch, whose folded and blurred stream is given, by document and place."""
    rows = [(one, library) for library in libraries for one in stretches(library, stream, batch.folded.starts, batch.folded.ends)]
    rows.sort(key=lambda row: row[0].document)
    for number, group in groupby(rows, key=lambda row: row[0].document):
        document = batch.document(number)
        letters = int(batch.folded.ends[number] - batch.folded.starts[number])
        plain = simplified(document.text), simplified(f"{document.title or ''}\n{document.author or ''}")
        credits: dict[tuple[Path, int], str] = {}
        for library, one, others in best((library, one) for one, library in group):
            key = library.path, one.work
            if key not in credits:
                credits[key] = credit(*plain, library.works[one.work].metadata)
            yield _state(detector, document, letters, _Stated(library, one, others, credits[key]))


@dataclass(frozen=True, slots=True)
class _Stated:
    """What is known of a stretch when it is stated."""

    library: Library
    one: Stretch
    others: Sequence[str]
    cmi: str


def _state(detector: Detector, document: Document, letters: int, stated: _Stated) -> Finding:
    library, one = stated.library, stated.one
    entry = library.works[one.work]
    here = offsets(document.raw, one.start, one.end)
    apart = int(here.words[-1] - here.words[0]) + 1
    words = max(1, min(apart, one.equal // FEWEST_LETTERS))  # where letters stand apart, each would count as a word
    span = Span(*here.span(one.start, one.end))
    return state(
        detector,
        document,
        Kind.COPYRIGHT,
        one.level,
        span,
        min(1.0, one.equal / 100) * (1 + one.equal / (one.end - one.start)) / 2,
        *_evidence(one, letters, entry.letters, entry.characters, words),
        reference=f"works/{entry.id}@{library.digest[:12]}",
        attributes=_attributes(document.text, stated, span),
        reference_span=None if one.work_start < 0 else _place(one, entry),
    )


def _place(one: Stretch, entry: Entry) -> Span:
    """Where in the work's text it is, as its letters are spread over its characters; a library of positions knows no more."""
    each = entry.characters / max(1, entry.letters)
    return Span(round(one.work_start * each), min(entry.characters, round(one.work_end * each)))


def _attributes(text: str, stated: _Stated, span: Span) -> dict[str, Scalar]:
    """What a stretch is; what can be read in the document itself is told as where the work's text is at hand."""
    library, one = stated.library, stated.one
    entry = library.works[one.work]
    attributes: dict[str, Scalar] = {"work": entry.id, **entry.metadata, "metadata_source": entry.metadata_source}
    attributes |= {"class": "not compared", "cmi": stated.cmi, "profile": library.profile}
    if quoted(text, span.start, span.end):
        attributes["quoted"] = True
    if cited(text, span.start, span.end, entry.metadata):
        attributes["cited"] = True
    if one.work_start >= 0:
        attributes["place_in_work"] = "estimated"
    if library.kind != "works":
        attributes["library_kind"] = library.kind
    names = sorted(set(stated.others) - {entry.id})
    if names:
        attributes |= {"also_in": "; ".join(names[:10]), "also_in_works": len(names)}
    return attributes


def _evidence(one: Stretch, letters: int, work_letters: int, characters: int, words: int) -> Iterator[Evidence]:
    yield Evidence("matched-words", words, "words")
    yield Evidence("matched-characters", one.equal, "folded characters")
    yield Evidence("longest-run", one.longest, "folded characters")
    yield Evidence("equal-hashes", one.hits, "hashes")
    yield Evidence("share-of-document", round((one.end - one.start) / letters, 6), "share")
    wide = one.end - one.start if one.work_start < 0 else one.work_end - one.work_start
    yield Evidence("share-of-work", round(min(1.0, wide / max(1, work_letters)), 6), "share")
    yield Evidence("work-length", characters, "characters")
