"""
Passages of known works, verbatim or disguised, with their place in the document and in the work.

Misses paraphrase, translation, and passages of fewer than about eight words; finds quotations too, and passages that
a work itself quotes from another, so its findings name other works that hold the passage, and rules ask for review.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from itertools import groupby
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from audit.batch import RECORD_SCHEMA, Batch, Document, Records
from audit.detection import Signals
from audit.detectors._known_work_generated import generated
from audit.detectors._known_work_hashes import found_by_hashes
from audit.detectors._known_work_levels import Levels, Match
from audit.detectors._known_work_primary import ALLOW_LIST, let_pass, passes, primary, told
from audit.detectors._known_work_stating import IDENTICAL, MINOR, stated
from audit.model import Finding
from audit.references.works import MEMORY, STRIDE, Library
from audit.references.works_building import prepare
from audit.text.blur import blur
from audit.text.chains import chain
from audit.text.fingerprints import Bytes, runs
from audit.text.fold import offsets
from audit.text.matcher import Matcher, Pattern
from audit.text.passages import Block, align, merge

MANY = 1000
"Candidates of one document of which all are aligned."


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
    version = 4
    patterns: tuple[Pattern, ...] = ()

    def __init__(
        self, libraries: Sequence[Library], levels: Levels | None = None, memory: int = MEMORY, stride: int = STRIDE
    ) -> None:
        self._levels = levels or Levels()
        self._passing = passes(libraries)
        self._hashed = [one for one in libraries if one.profile != "open"]
        libraries = [one for one in libraries if one.profile == "open"]
        grids = [one.grid(memory, stride) for one in libraries]
        self._libraries = [(one, grid, one.fingerprints(grid)) for one, grid in zip(libraries, grids, strict=True)]

    def detect(self, batch: Batch) -> Iterator[Finding]:
        """
        One finding for each passage, in the work that it resembles most; other works with it are named.

        One more where the passage is of a dataset whose manifest says that a model made it.
        """
        for found in self._found(batch):
            yield found
            yield from generated(found)

    def _found(self, batch: Batch) -> Iterator[Finding]:
        if not (self._libraries or self._hashed) or not len(batch):
            return
        stream = blur(batch.folded.stream)
        if self._hashed:
            by_hashes = list(found_by_hashes(self, self._hashed, batch, stream))
            found = [*self._with_texts(batch, stream), *self._let_pass(by_hashes, batch, stream)]
            yield from sorted(found, key=lambda one: (one.record, one.span.start))
        else:
            yield from self._with_texts(batch, stream)

    def _with_texts(self, batch: Batch, stream: Bytes) -> Iterator[Finding]:
        """Findings from libraries that hold the works' texts."""
        for document, folded, matches in self._matched(batch, stream, range(len(self._libraries))):
            yield from stated(self, document, folded, primary(matches, len(folded), self._passing), self._levels)

    def _let_pass(self, found: Sequence[Finding], batch: Batch, stream: Bytes) -> Iterator[Finding]:
        """Findings by hashes, as clues where allow-lists say so; their passages are looked for only where something was found."""
        lists = [place for place, (library, _, _) in enumerate(self._libraries) if library.kind == ALLOW_LIST]
        allowing: dict[int, list[tuple[int, int, str]]] = {}
        for document, _, matches in self._matched(batch, stream, lists) if found else ():
            for one in matches:
                start, end = one.passage.start, one.passage.end
                allowing.setdefault(document.record, []).append((*offsets(document.raw, start, end).span(start, end), told(one)))
        yield from (let_pass(one, self._passing, allowing.get(one.record, ())) for one in found)

    def _matched(self, batch: Batch, stream: Bytes, places: Iterable[int]) -> Iterator[tuple[Document, bytes, list[Match]]]:
        """Documents in which works of some libraries are found, their folded text, and what is found."""
        candidates = [one for place in places for one in self._candidates(batch, stream, place)]
        for index, group in groupby(sorted(candidates), key=lambda one: one.document):
            document = batch.document(index)
            start = int(batch.folded.starts[index])
            folded = batch.folded.stream[start : int(batch.folded.ends[index])].tobytes()
            yield document, folded, list(self._matches(folded, _thinned(list(group))))

    def _candidates(self, batch: Batch, stream: Bytes, place: int) -> Iterator[Candidate]:
        """The chains of a batch and a library that are worth an alignment."""
        library, grid, table = self._libraries[place]
        starts, ends = batch.folded.starts, batch.folded.ends
        found = runs(stream, starts, ends, library.folded, library.bounds[:-1], table, grid)
        chains, owners = chain(found, stream, starts, ends, library.folded, library.bounds)
        wanted = np.flatnonzero(self._levels.likely(chains))
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

    def _matches(self, document: bytes, candidates: Sequence[Candidate]) -> Iterator[Match]:
        for (place, work), group in groupby(candidates, key=lambda one: (one.library, one.work)):
            library = self._libraries[place][0]
            stream = library.opened(work).stream
            for passage in merge([align(document, stream, one.runs, one.longest) for one in group]):
                level = self._levels.first(passage)
                if level is not None:
                    yield Match(library, work, passage, level)


def create(signals: Signals) -> KnownWork:
    """Make the detector from its pack's levels and the libraries of this run."""
    memory, stride = (int(signals.table.get(name, usual)) for name, usual in (("memory_bytes", MEMORY), ("stride", STRIDE)))
    return KnownWork([prepare(path) for path in signals.libraries], _levels(signals), memory, stride)


def thresholds(signals: Signals) -> dict[str, float]:
    """From where on a passage is a finding or a clue, by names of `Levels`, and how passages are classed by their similarity."""
    return {**asdict(_levels(signals)), "identical_similarity": IDENTICAL, "minor_similarity": MINOR}


def _levels(signals: Signals) -> Levels:
    return Levels(**{name: value for name, value in signals.table.items() if name not in ("memory_bytes", "stride")})


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
