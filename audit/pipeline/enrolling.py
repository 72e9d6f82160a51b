"""Profiles of named versions of models from a user's samples, and which of them, if any, the sources of a corpus are like."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from audit import readers
from audit.batch import Batch
from audit.errors import UsageError
from audit.model import Skip
from audit.pipeline.folder import RunFolder
from audit.pipeline.progress import Progress
from audit.readers import Settings
from audit.references import enrolment_files
from audit.references.enrolling import Measuring, Row
from audit.references.enrolment import FEWEST_SAMPLES, FEWEST_WORDS, Answer, Doubles, Profiles, Sample, chosen, features_of
from audit.references.sites import domains_of, hosts_of
from audit.text.matcher import Matcher

FEWEST_CLASSES = 3
"Versions and controls together: each is held against what the others let through, so that fewer measure nothing."
NAME = re.compile(r"[A-Za-z0-9][\w.+:-]*(?:/[\w.+:-]+)?")
MODEL_TURNS = frozenset(
    ("assistant", "gpt", "chatgpt", "claude", "gemini", "model", "bot", "ai", "response", "output", "completion", "chosen")
)
"Roles whose turns are a model's; of a record that has such turns nothing else is read."


@dataclass(frozen=True, slots=True)
class SourceRow:
    """What is said of a source's documents taken together."""

    source: str
    documents: int
    "That are long enough."
    short: int
    "That are not."
    answer: Answer


@dataclass(slots=True)
class _Sums:
    """Of a source's documents so far."""

    documents: int = 0
    short: int = 0
    scores: Doubles = field(default_factory=lambda: np.zeros(1))
    covered: float = 0.0


def enrol(named: Mapping[str, Path], controls: Sequence[Path], out: Path, progress: Progress) -> tuple[Profiles, list[Row]]:
    """
    Profiles of versions by their names, FAMILY/VERSION or VERSION, as they are written to a folder, and what was measured.

    Raises UsageError where names, samples or controls do not do.
    """
    if wrong := [name for name in named if not NAME.fullmatch(name)]:
        raise UsageError(f"'{wrong[0]}' is no name of a version; give FAMILY/VERSION, such as acme/writer-2")
    if not named or not controls or len(named) + len(controls) < FEWEST_CLASSES:
        raise UsageError(
            f"{FEWEST_CLASSES} samples are needed, a control among them: texts of the same kind that are by people or by models "
            "which are not enrolled; give --controls FILE once for each"
        )
    samples = [_sample(name, False, path, progress) for name, path in named.items()]
    samples += [_sample(f"control {number}: {path.name}", True, path, progress) for number, path in enumerate(controls, 1)]
    hashes = chosen(samples)
    if not len(hashes):
        raise UsageError("the samples have no words in common, so nothing can tell them apart; give longer texts, or more")
    profiles, rows = Measuring(samples, hashes).profiles()
    enrolment_files.write(out, profiles, rows)
    return profiles, rows


def attribute(corpus: Sequence[Path], folder: Path, progress: Progress) -> tuple[list[SourceRow], list[Row]]:
    """
    What is said of each source of a corpus, or of the corpus of a run, most documents first, and what was measured at enrolment.

    A source is what records name as theirs, else their site, else their file. Raises UsageError where nothing can be read.
    """
    profiles, measured = enrolment_files.load(folder)
    sums: dict[str, _Sums] = {}
    for batch in _batches(*_of_run(corpus), progress):
        _add(batch, profiles, sums)
    rows = [
        SourceRow(
            source,
            one.documents,
            one.short,
            profiles.answer(one.scores / max(one.documents, 1), one.covered / max(one.documents, 1), one.documents),
        )
        for source, one in sums.items()
    ]
    return sorted(rows, key=lambda row: (-row.documents, row.source)), measured


def _of_run(corpus: Sequence[Path]) -> tuple[Sequence[Path], Settings]:
    if len(corpus) == 1 and (corpus[0] / "run.json").exists():
        manifest = RunFolder.existing(corpus[0]).manifest
        return [Path(path) for path in manifest["corpus"]], Settings(fields=manifest.get("fields", {}))
    return corpus, Settings()


def _sample(name: str, is_control: bool, path: Path, progress: Progress) -> Sample:
    short: Counter[bool] = Counter()
    found = []
    for batch in _batches([path], Settings(), progress):
        for text in _texts(batch):
            short[is_short := _is_short(text)] += 1
            if not is_short:
                found.append(features_of(text))
    if len(found) < FEWEST_SAMPLES:
        raise UsageError(
            f"{path} has {len(found)} texts of {FEWEST_WORDS} words and more, {short[True]} shorter ones, and {FEWEST_SAMPLES} "
            f"are needed for {name}; give more samples"
        )
    return Sample(name, is_control, [features for features, _ in found], np.array([size for _, size in found], np.int64))


def _batches(corpus: Sequence[Path], settings: Settings, progress: Progress) -> Iterator[Batch]:
    """The batches of a corpus. UsageError where there is none, with the reason."""
    pieces = list(readers.discover(corpus, settings))
    matcher, why = Matcher(()), "none was there"
    count, lost = 0, 0
    progress.begin("reading", sum(piece.stored_bytes or 0 for piece in pieces))
    for piece in pieces:
        for part in [piece] if isinstance(piece, Skip) else readers.read(piece):
            if isinstance(part, Skip):
                lost, why = lost + part.reason.loses, part.detail
            else:
                count += 1
                yield Batch(part, matcher)
        progress.step(piece.stored_bytes or 0)
    progress.end()
    if lost:
        progress.say(f"{lost:,} files or records could not be read, the last of them: {why}")
    if not count:
        raise UsageError(f"no text could be read in {', '.join(map(str, corpus))} ({why}); see corpus-audit inspect")


def _texts(batch: Batch) -> Iterator[bytes]:
    """Each document's text; of a conversation the model's turns."""
    turns = batch.table.column("turns").to_pylist()
    for place, said in enumerate(turns):
        document = batch.document(place)
        kept = [turn for turn in said or () if (turn["role"] or "").lower() in MODEL_TURNS]
        yield "\n\n".join(document.text[turn["start"] : turn["end"]] for turn in kept).encode() if kept else document.raw


def _is_short(text: bytes) -> bool:
    return len(text.split(maxsplit=FEWEST_WORDS)) < FEWEST_WORDS


def _add(batch: Batch, profiles: Profiles, sums: dict[str, _Sums]) -> None:
    """Add a batch's documents to the sums of their sources."""
    texts = list(_texts(batch))
    ends = np.cumsum([len(text) for text in texts]).astype(np.int64)
    starts = np.concatenate([[0], ends[:-1]]).astype(np.int64)
    scores, covered = profiles.scores(np.frombuffer(b"".join(texts), np.uint8), starts, ends)
    domains = domains_of(hosts_of(batch)).to_pylist()
    for place, (source, domain) in enumerate(zip(batch.table.column("source").to_pylist(), domains, strict=True)):
        one = sums.setdefault(source or domain or batch.name, _Sums())
        if _is_short(texts[place]):
            one.short += 1
            continue
        one.documents += 1
        one.scores = one.scores + scores[place]
        one.covered += float(covered[place])
