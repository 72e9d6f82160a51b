"""
Passages of known works, verbatim or disguised, with their place in the document and in the work.

Misses paraphrase, translation, and passages of fewer than about eight words; finds quotations too, and passages that
a work itself quotes from another, so its findings name other works that hold the passage, and rules ask for review.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from audit.batch import RECORD_SCHEMA, Batch, Document, Records
from audit.detection import Signals, quote, state
from audit.detectors._known_work_hashes import found_by_hashes
from audit.model import Evidence, Finding, Kind, Level, Scalar, Span
from audit.references.works import MEMORY, STRIDE, Library
from audit.references.works_building import prepare
from audit.text.blur import blur
from audit.text.chains import Chains, chain
from audit.text.fingerprints import Bytes, runs
from audit.text.fold import Offsets, offsets
from audit.text.matcher import Matcher, Pattern
from audit.text.passages import Block, Passage, align, merge

CELL = 16
"Bytes of a document for which one best match is noted."
MANY = 1000
"Candidates of one document of which all are aligned."
LIKELY = 0.4
"Likeness of a flank from which on a chain of short runs is aligned."


@dataclass(frozen=True, slots=True)
class Levels:
    """From where on a passage is a finding or a clue; letters as `chains` counts them."""

    finding_letters: int = 50
    clue_letters: int = 35
    disguised_letters: int = 60
    disguised_similarity: float = 0.5


@dataclass(frozen=True, slots=True)
class Match:
    """A passage of one work in a document."""

    library: Library
    work: int
    passage: Passage
    level: Level

    @property
    def id(self) -> str:
        """The work's id."""
        return self.library.works[self.work].id


class Candidate(NamedTuple):
    """A chain that is worth an alignment; places are bytes from the starts of document and work."""

    document: int
    library: int
    work: int
    longest: int
    total: int
    runs: tuple[Block, ...]


class KnownWork:
    """Compares each batch with libraries of works."""

    name = "known-work"
    version = 1
    patterns: tuple[Pattern, ...] = ()

    def __init__(
        self, libraries: Sequence[Library], levels: Levels = Levels(), memory: int = MEMORY, stride: int = STRIDE
    ) -> None:
        self._levels = levels
        self._hashed = [one for one in libraries if one.profile != "open"]
        libraries = [one for one in libraries if one.profile == "open"]
        grids = [one.grid(memory, stride) for one in libraries]
        self._libraries = [(one, grid, one.fingerprints(grid)) for one, grid in zip(libraries, grids, strict=True)]

    def detect(self, batch: Batch) -> Iterator[Finding]:
        """One finding for each passage, in the work that it resembles most; other works with it are named."""
        if not (self._libraries or self._hashed) or not len(batch):
            return
        stream = blur(batch.folded.stream)
        if self._hashed:
            found = [*self._with_texts(batch, stream), *found_by_hashes(self, self._hashed, batch, stream)]
            yield from sorted(found, key=lambda one: (one.record, one.span.start))
        else:
            yield from self._with_texts(batch, stream)

    def _with_texts(self, batch: Batch, stream: Bytes) -> Iterator[Finding]:
        """Findings from libraries that hold the works' texts."""
        candidates = [one for place in range(len(self._libraries)) for one in self._candidates(batch, stream, place)]
        for index, group in groupby(sorted(candidates), key=lambda one: one.document):
            document = batch.document(index)
            start = int(batch.folded.starts[index])
            folded = batch.folded.stream[start : int(batch.folded.ends[index])].tobytes()
            matches = list(self._matches(folded, _thinned(list(group))))
            yield from _stated(self, document, len(folded), _primary(matches, len(folded)))

    def _candidates(self, batch: Batch, stream: Bytes, place: int) -> Iterator[Candidate]:
        """The chains of a batch and a library that are worth an alignment."""
        library, grid, table = self._libraries[place]
        starts, ends = batch.folded.starts, batch.folded.ends
        found = runs(stream, starts, ends, library.folded, library.bounds[:-1], table, grid)
        chains, owners = chain(found, stream, starts, ends, library.folded, library.bounds)
        wanted = np.flatnonzero(self._are_likely(chains))
        order = np.argsort(owners, kind="stable")
        firsts = np.searchsorted(owners[order], np.arange(len(chains.documents) + 1))
        for number in wanted.tolist():
            mine = order[firsts[number] : firsts[number + 1]]
            document, work = int(chains.documents[number]), int(chains.works[number])
            starts_in_work = found.library_starts[mine] - library.bounds[work]
            blocks = zip(
                (found.starts[mine] - starts[document]).tolist(),
                starts_in_work.tolist(),
                found.lengths[mine].tolist(),
                strict=True,
            )
            yield Candidate(document, place, work, int(chains.longest[number]), int(chains.totals[number]), tuple(blocks))

    def _are_likely(self, chains: Chains) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        long_enough = chains.longest >= self._levels.clue_letters
        many = (chains.counts >= 3) & (chains.totals >= self._levels.disguised_letters)
        return long_enough | many | (chains.flanks >= LIKELY)

    def _matches(self, document: bytes, candidates: Sequence[Candidate]) -> Iterator[Match]:
        for (place, work), group in groupby(candidates, key=lambda one: (one.library, one.work)):
            library = self._libraries[place][0]
            stream = library.opened(work).stream
            for passage in merge([align(document, stream, one.runs, one.longest) for one in group]):
                level = self._level(passage)
                if level is not None:
                    yield Match(library, work, passage, level)

    def _level(self, passage: Passage) -> Level | None:
        levels = self._levels
        if passage.letters >= levels.finding_letters:
            return Level.FINDING
        if passage.equal >= levels.disguised_letters and passage.similarity >= levels.disguised_similarity:
            return Level.FINDING
        return Level.CLUE if passage.letters >= levels.clue_letters else None


def create(signals: Signals) -> KnownWork:
    """Make the detector from its pack's levels and the libraries of this run."""
    table = dict(signals.table)
    memory, stride = int(table.pop("memory_bytes", MEMORY)), int(table.pop("stride", STRIDE))
    return KnownWork([prepare(path) for path in signals.libraries], Levels(**table), memory, stride)


def match(text: str, libraries: Sequence[Library]) -> list[Finding]:
    """The passages of known works in one text, as the scan finds them."""
    row = pa.RecordBatch.from_pylist([{"record": 0, "text": text}], schema=RECORD_SCHEMA)
    batch = Batch(Records("text", row, len(text)), Matcher(()))
    return list(KnownWork(libraries).detect(batch))


def _thinned(candidates: list[Candidate]) -> list[Candidate]:
    """
    All candidates of a document, unless there are very many, as in a list of lines from copies of one work.

    Then one for each 64 bytes of the document, the longest, so that the time for a document stays in proportion to its size.
    """
    if len(candidates) <= MANY:
        return candidates
    best: dict[int, Candidate] = {}
    for one in sorted(candidates, key=lambda one: -one.total):
        best.setdefault(one.runs[0][0] // 64, one)
    return sorted(best.values())


def _primary(matches: Sequence[Match], size: int) -> list[tuple[Match, list[Match]]]:
    """Each stretch's best match, with the matches of other works on it; by place in a document of so many bytes."""
    chosen: list[tuple[Match, list[Match]]] = []
    owners = np.full(size // CELL + 1, -1, np.int64)  # the best match on each cell of the document
    for match in sorted(matches, key=lambda one: (one.level != Level.FINDING, -one.passage.equal, one.id)):
        passage = match.passage
        owner = int(owners[(passage.start + passage.end) // 2 // CELL])
        if owner < 0 or not _is_within(passage, chosen[owner][0].passage):
            cells = owners[passage.start // CELL : passage.end // CELL + 1]
            cells[cells < 0] = len(chosen)
            chosen.append((match, []))
        elif match.id != chosen[owner][0].id:
            chosen[owner][1].append(match)
    return sorted(chosen, key=lambda row: (row[0].passage.start, row[0].id))


def _is_within(small: Passage, large: Passage) -> bool:
    """Whether most of a passage lies on another's stretch of the document."""
    return 2 * (min(small.end, large.end) - max(small.start, large.start)) > small.end - small.start


def _stated(
    detector: KnownWork, document: Document, letters: int, rows: Sequence[tuple[Match, list[Match]]]
) -> Iterator[Finding]:
    """Findings of one document of so many folded bytes; the way back is made once for it and once for each work."""
    if not rows:
        return
    here = _offsets(document.raw, [(match.passage.start, match.passage.end) for match, _ in rows])
    places: dict[tuple[Path, int], list[tuple[int, int]]] = {}
    for match, _ in rows:
        places.setdefault((match.library.path, match.work), []).append((match.passage.work_start, match.passage.work_end))
    there: dict[tuple[Path, int], Offsets] = {}
    for match, others in rows:
        key = match.library.path, match.work
        if key not in there:
            there[key] = _offsets(match.library.opened(match.work).raw, places[key])
        yield _state(detector, document, letters, match, others, here, there[key])


def _offsets(raw: bytes, places: Sequence[tuple[int, int]]) -> Offsets:
    return offsets(raw, min(start for start, _ in places), max(end for _, end in places))


def _state(
    detector: KnownWork, document: Document, letters: int, match: Match, others: Sequence[Match], here: Offsets, there: Offsets
) -> Finding:
    entry, work, passage = match.library.works[match.work], match.library.opened(match.work), match.passage
    work_span = Span(*there.span(passage.work_start, passage.work_end))
    return state(
        detector,
        document,
        Kind.COPYRIGHT,
        match.level,
        Span(*here.span(passage.start, passage.end)),
        min(1.0, passage.equal / 100) * (1 + passage.similarity) / 2,
        *_evidence(letters, len(work.stream), there, match),
        reference=f"works/{entry.id}@{match.library.digest[:12]}",
        attributes=_attributes(entry.id, entry.metadata, entry.metadata_source, passage.similarity, others),
        reference_span=work_span,
        reference_quote=quote(work.text, work_span),
    )


def _attributes(
    work: str, metadata: Mapping[str, str], source: str, similarity: float, others: Sequence[Match]
) -> dict[str, Scalar]:
    likeness = "identical" if similarity >= 0.995 else "minor changes" if similarity >= 0.85 else "changed"
    attributes: dict[str, Scalar] = {"work": work, **metadata, "metadata_source": source, "class": likeness}
    if others:
        names = sorted({other.id for other in others} - {work})
        attributes |= {"also_in": "; ".join(names[:10]), "also_in_works": len(names)}
    return attributes


def _evidence(letters: int, work_letters: int, there: Offsets, match: Match) -> tuple[Evidence, ...]:
    """Measures of a passage; words are those of the work, since spaces may be gone in the document."""
    passage = match.passage
    longest = passage.longest
    wide, high = passage.end - passage.start, passage.work_end - passage.work_start
    return (
        Evidence("matched-words", _whole_words(there, passage, passage.blocks), "words"),
        Evidence("matched-characters", passage.equal, "folded characters"),
        Evidence("longest-run-words", _whole_words(there, passage, [longest]), "words"),
        Evidence("longest-run", longest[2], "folded characters"),
        Evidence("similarity", round(passage.similarity, 4), "share"),
        Evidence("added-characters", max(0, wide - passage.equal), "folded characters"),
        Evidence("omitted-characters", max(0, high - passage.equal), "folded characters"),
        Evidence("share-of-document", round(wide / letters, 6), "share"),
        Evidence("share-of-work", round(high / work_letters, 6), "share"),
        Evidence("work-length", match.library.works[match.work].characters, "characters"),
    )


def _whole_words(there: Offsets, passage: Passage, blocks: Sequence[Block]) -> int:
    """Words of the work's stretch that lie in blocks from their first letter to their last."""
    words = there.words[passage.work_start - there.first : passage.work_end - there.first]
    covered = np.zeros(len(words))
    for _, start, length in blocks:
        covered[start - passage.work_start : start - passage.work_start + length] = 1
    words = words - words[0]
    return int(np.count_nonzero(np.bincount(words, covered) == np.bincount(words)))
