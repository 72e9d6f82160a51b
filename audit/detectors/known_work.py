"""
Passages of known works, verbatim or disguised, with their place in the document and in the work.

Misses paraphrase, translation, and passages of fewer than about eight words; finds quotations too, and passages that
a work itself quotes from another, so its findings name other works that hold the passage, and rules ask for review.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from audit.batch import RECORD_SCHEMA, Batch, Records
from audit.detection import Signals
from audit.detectors._known_work_hashes import found_by_hashes
from audit.detectors._known_work_levels import Levels, Match
from audit.detectors._known_work_primary import let_pass, passes, primary
from audit.detectors._known_work_stating import stated
from audit.model import Finding
from audit.references.works import MEMORY, STRIDE, Library
from audit.references.works_building import prepare
from audit.text.blur import blur
from audit.text.chains import chain
from audit.text.fingerprints import Bytes, runs
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
    version = 2
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
        """One finding for each passage, in the work that it resembles most; other works with it are named."""
        if not (self._libraries or self._hashed) or not len(batch):
            return
        stream = blur(batch.folded.stream)
        if self._hashed:
            by_hashes = found_by_hashes(self, self._hashed, batch, stream)
            passed = (let_pass(one, self._passing(str(one.attributes["work"]))) for one in by_hashes)
            found = [*self._with_texts(batch, stream), *passed]
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
            yield from stated(self, document, folded, primary(matches, len(folded), self._passing), self._levels)

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
