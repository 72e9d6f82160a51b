"""
Passages of known works, verbatim or disguised, with their place in the document and in the work.

Misses paraphrase, translation, and passages of fewer than about eight words; finds quotations too, and passages that
a work itself quotes from another, so its findings name other works that hold the passage, and rules ask for review.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from audit.batch import Batch, Document
from audit.detection import Signals, quote, state
from audit.model import Evidence, Finding, Kind, Level, Scalar, Span
from audit.references.works import MEMORY, Library
from audit.references.works_building import prepare
from audit.text.blur import blur
from audit.text.chains import Chains, chain
from audit.text.fingerprints import Bytes, Grid, Runs, runs
from audit.text.fold import Offsets, offsets
from audit.text.matcher import Pattern
from audit.text.passages import Passage, align, merge

LIKELY = 0.45
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
    longest: int
    "Letters of the longest run, blurred."

    @property
    def id(self) -> str:
        """The work's id."""
        return self.library.works[self.work].id


class KnownWork:
    """Compares each batch with libraries of works."""

    name = "known-work"
    version = 1
    patterns: tuple[Pattern, ...] = ()

    def __init__(
        self, libraries: Sequence[Library], levels: Levels = Levels(), memory: int = MEMORY, grid: Grid | None = None
    ) -> None:
        self._levels = levels
        grids = [grid or one.grid(memory) for one in libraries]
        self._libraries = [(one, grid, one.fingerprints(grid)) for one, grid in zip(libraries, grids, strict=True)]

    def detect(self, batch: Batch) -> Iterator[Finding]:
        """One finding for each passage, in the work that it resembles most; other works with it are named."""
        if not self._libraries or not len(batch):
            return
        stream = blur(batch.folded.stream)
        candidates = [one for place in range(len(self._libraries)) for one in self._candidates(batch, stream, place)]
        for index, group in groupby(sorted(candidates, key=lambda one: one[:2]), key=lambda one: one[0]):
            document = batch.document(index)
            start = int(batch.folded.starts[index])
            folded = batch.folded.stream[start : int(batch.folded.ends[index])].tobytes()
            for match, others in _primary(self._matches(folded, start, list(group))):
                yield _state(self, document, len(folded), match, others)

    def _candidates(self, batch: Batch, stream: Bytes, place: int) -> Iterator[tuple[int, int, int, int, Runs]]:
        """Document, library, work, letters of the longest run, and the runs, of each chain that is worth an alignment."""
        library, grid, table = self._libraries[place]
        starts, ends = batch.folded.starts, batch.folded.ends
        found = runs(stream, starts, ends, library.folded, library.bounds[:-1], table, grid)
        chains, owners = chain(found, stream, starts, ends, library.folded, library.bounds)
        wanted = np.flatnonzero(self._are_likely(chains))
        order = np.argsort(owners, kind="stable")
        firsts = np.searchsorted(owners[order], np.arange(len(chains.documents) + 1))
        for number in wanted.tolist():
            mine = order[firsts[number] : firsts[number + 1]]
            row = int(chains.documents[number]), place, int(chains.works[number]), int(chains.longest[number])
            yield *row, Runs(*(column[mine] for column in found))

    def _are_likely(self, chains: Chains) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        long_enough = chains.longest >= self._levels.clue_letters
        many = (chains.counts >= 3) & (chains.totals >= self._levels.disguised_letters)
        return long_enough | many | (chains.flanks >= LIKELY)

    def _matches(self, document: bytes, start: int, candidates: Sequence[tuple[int, int, int, int, Runs]]) -> list[Match]:
        matches: list[Match] = []
        for (place, work), group in groupby(candidates, key=lambda one: one[1:3]):
            library = self._libraries[place][0]
            work_stream = library.opened(work).stream
            first = int(library.bounds[work])
            longest: dict[Passage, int] = {}
            for _, _, _, letters, found in group:
                places = zip(
                    (found.starts - start).tolist(), (found.library_starts - first).tolist(), found.lengths.tolist(), strict=True
                )
                passage = align(document, work_stream, list(places))
                longest[passage] = max(letters, longest.get(passage, 0))
            for merged in merge(list(longest)):
                letters = max(many for one, many in longest.items() if merged.start <= one.start < merged.end)
                level = self._level(merged, letters)
                if level is not None:
                    matches.append(Match(library, work, merged, level, letters))
        return matches

    def _level(self, passage: Passage, longest: int) -> Level | None:
        levels = self._levels
        if longest >= levels.finding_letters:
            return Level.FINDING
        if passage.equal >= levels.disguised_letters and passage.similarity >= levels.disguised_similarity:
            return Level.FINDING
        return Level.CLUE if longest >= levels.clue_letters else None


def create(signals: Signals) -> KnownWork:
    """Make the detector from its pack's levels and the libraries of this run."""
    table = dict(signals.table)
    memory = int(table.pop("memory_bytes", MEMORY))
    return KnownWork([prepare(path) for path in signals.libraries], Levels(**table), memory)


def _primary(matches: Sequence[Match]) -> list[tuple[Match, list[Match]]]:
    """Each stretch's best match, with the matches of other works on it; by place."""
    chosen: list[tuple[Match, list[Match]]] = []
    for match in sorted(matches, key=lambda one: (one.level != Level.FINDING, -one.passage.equal, one.id)):
        same = next((row for row in chosen if _is_within(match.passage, row[0].passage)), None)
        if same is None:
            chosen.append((match, []))
        elif match.id != same[0].id:
            same[1].append(match)
    return sorted(chosen, key=lambda row: (row[0].passage.start, row[0].id))


def _is_within(small: Passage, large: Passage) -> bool:
    """Whether most of a passage lies on another's stretch of the document."""
    return 2 * (min(small.end, large.end) - max(small.start, large.start)) > small.end - small.start


def _state(detector: KnownWork, document: Document, letters: int, match: Match, others: Sequence[Match]) -> Finding:
    entry, work, passage = match.library.works[match.work], match.library.opened(match.work), match.passage
    here = offsets(document.raw, passage.start, passage.end)
    there = offsets(work.raw, passage.work_start, passage.work_end)
    work_span = Span(int(there.begins[0]), int(there.finishes[-1]))
    return state(
        detector,
        document,
        Kind.COPYRIGHT,
        match.level,
        Span(int(here.begins[0]), int(here.finishes[-1])),
        min(1.0, passage.equal / 100) * (1 + passage.similarity) / 2,
        *_evidence(letters, len(work.stream), there, match),
        reference=f"works/{entry.id}@{match.library.digest[:12]}",
        attributes=_attributes(entry.id, entry.metadata, entry.metadata_source, passage.similarity, others),
        reference_span=work_span,
        reference_quote=quote(work.raw.decode(), work_span),
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
        Evidence("matched-words", _whole_words(there, passage.work_start, passage.blocks), "words"),
        Evidence("matched-characters", passage.equal, "folded characters"),
        Evidence("longest-run-words", _whole_words(there, passage.work_start, [longest]), "words"),
        Evidence("longest-run", longest[2], "folded characters"),
        Evidence("similarity", round(passage.similarity, 4), "share"),
        Evidence("added-characters", max(0, wide - passage.equal), "folded characters"),
        Evidence("omitted-characters", max(0, high - passage.equal), "folded characters"),
        Evidence("share-of-document", round(wide / letters, 6), "share"),
        Evidence("share-of-work", round(high / work_letters, 6), "share"),
        Evidence("work-length", match.library.works[match.work].characters, "characters"),
    )


def _whole_words(there: Offsets, first: int, blocks: Sequence[tuple[int, int, int]]) -> int:
    """Words of the work's stretch from byte `first` that lie in blocks from their first letter to their last."""
    covered = np.zeros(len(there.words))
    for _, start, length in blocks:
        covered[start - first : start - first + length] = 1
    words = there.words - there.words[0]
    return int(np.count_nonzero(np.bincount(words, covered) == np.bincount(words)))
