"""One finding looked for again in the corpus as it is today: is it still there, and if not, what has changed?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.compute as pc

from audit import readers, registry
from audit.batch import Batch, Records
from audit.detection import Detector
from audit.errors import UsageError
from audit.model import Finding, Piece, Skip, Span
from audit.pipeline import instruments, packs
from audit.pipeline.folder import RunFolder
from audit.pipeline.progress import Progress
from audit.pipeline.works_allowed import compared
from audit.readers.limits import Settings
from audit.references.works import Library
from audit.reports.wording import count, told
from audit.rulepacks import Pack
from audit.store import Store
from audit.text.matcher import Matcher

FEWEST = 8
"Digits of a fingerprint that a person has to give."


@dataclass(frozen=True, slots=True)
class Again:
    """What became of a finding."""

    fingerprint: str
    document: str
    "Where the run found it."
    detector: str
    finding: Finding | None
    "As it is found today; None: it is not."
    changed: tuple[str, ...]
    "Sentences: what differs from the run, or stands in the way."


def reproduce(run: RunFolder, fingerprint: str, works: Sequence[Path], progress: Progress) -> Again:
    """
    Read the record of a finding again and look for it with the same detector; where it is not there, in its whole file.

    `works` are used in place of the works that the run tells of. UsageError where no finding, or several, have the fingerprint.
    """
    row = _row(run, fingerprint.strip().lower())
    manifest = run.manifest
    known = packs.there((manifest.get("policy") or {}).get("packs", ()))
    libraries = _libraries(manifest, works, progress) if row["of_work"] else ()
    (instrument,) = instruments.choose(known, (row["detector"],), [(one.path, one.digest) for one in libraries])
    changed = list(_changed(manifest, row["detector"], instrument.version, known, libraries if row["of_work"] else None))
    detector = registry.create(instrument.name, instrument.signals)
    settings = Settings(fields=manifest.get("fields", {}))
    there = [part for part in readers.find(run.corpus, row["path"], settings) if isinstance(part, Piece)]
    if not there:
        changed.append(f"{row['path']} is not in the corpus any more, or cannot be read.")
    skips: list[Skip] = []
    found = next(_found(detector, there, row, skips), None)
    if found is None:
        changed += dict.fromkeys(f"Not read: {skip.reason}: {skip.detail}." for skip in skips if skip.reason.loses)
    return Again(row["fingerprint"], row["document"], row["detector"], found, tuple(changed))


def in_words(again: Again) -> str:
    """What became of a finding, line by line."""
    found = again.finding
    if found is None:
        lines = [f"not there any more: {again.detector} does not find {again.fingerprint} in {again.document}"]
        changed = again.changed or ("Its text is not there as it was: the file or the record has changed.",)
        return "\n".join([*lines, *(f"  {sentence}" for sentence in changed)])
    lines = [
        f"still there: {found.path}#{found.record}, {_place(found.span)}, as {again.detector} finds it today",
        f"  fingerprint {again.fingerprint}",
    ]
    lines += (
        [f"  {found.reference}{f', {_place(found.reference_span)}' if found.reference_span else ''}"] if found.reference else []
    )
    lines.append(f"  {'; '.join(told(row) for row in found.evidence)}")
    return "\n".join([*lines, *(f"  {sentence}" for sentence in again.changed)])


def _place(span: Span) -> str:
    return f"characters {count(span.start)} to {count(span.end)}" if len(span) else "about the record as a whole"


def as_values(again: Again) -> dict[str, Any]:
    """The same for a program."""
    found = again.finding
    place = {"start": found.span.start, "end": found.span.end, "record": found.record} if found else None
    plain = {"fingerprint": again.fingerprint, "document": again.document, "detector": again.detector}
    return {**plain, "there": found is not None, "place": place, "changed": again.changed}


def _row(run: RunFolder, fingerprint: str) -> Mapping[str, Any]:
    """The finding that is meant."""
    if len(fingerprint) < FEWEST:
        raise UsageError(f"'{fingerprint}' is too short; give at least {FEWEST} digits of a finding's fingerprint")
    with Store.open(run.database) as store:
        rows = store.query("finding_places", fingerprint=fingerprint)
    if not rows:
        raise UsageError(
            f"no finding of {run.path} has the fingerprint {fingerprint}; corpus-audit findings {run.path} prints those there are"
        )
    if len({row["fingerprint"] for row in rows}) > 1:
        raise UsageError(f"several findings have a fingerprint that begins with {fingerprint}; give more of its digits")
    return rows[0]


def _libraries(manifest: Mapping[str, Any], works: Sequence[Path], progress: Progress) -> tuple[Library, ...]:
    given = manifest.get("given", {})
    paths = tuple(works) or tuple(map(Path, given.get("works", ())))
    if not paths:
        raise UsageError("the run does not tell where its works are; name them with --works")
    return compared(paths, tuple(map(Path, given.get("allow", ()))), progress)


def _changed(
    manifest: Mapping[str, Any], name: str, version: int, known: Sequence[Pack], libraries: Sequence[Library] | None
) -> Iterator[str]:
    """What the detector works with that is not as it was in the run."""
    before = next(one["version"] for one in manifest["detectors"] if one["name"] == name)
    if before != version:
        yield f"The detector {name} has version {version}; the run used {before}."
    digests = {pack["name"]: pack["digest"] for pack in manifest["packs"]}
    if any(pack.name == name and digests.get(name) != pack.digest for pack in known):
        yield f"The rule pack {name} is another than that of the run."
    were = sorted(library["digest"] for library in manifest.get("libraries", ()))
    if libraries is not None and sorted(one.digest for one in libraries) != were:
        yield "The libraries of works are not those of the run: their digests differ."


def _found(detector: Detector, pieces: Sequence[Piece], row: Mapping[str, Any], skips: list[Skip]) -> Iterator[Finding]:
    """Findings of the fingerprint: in the record where it was, then anywhere in the file."""
    matcher = Matcher(detector.patterns)
    own = [piece for piece in pieces if piece.order == row["piece"]]
    for chosen, record in ((own, row["record"]), (pieces, None)):
        skips.clear()
        for records in _records(chosen, record, skips):
            for found in detector.detect(Batch(records, matcher)):
                if found.fingerprint == row["fingerprint"]:
                    yield found


def _records(pieces: Sequence[Piece], record: int | None, skips: list[Skip]) -> Iterator[Records]:
    """What is read of pieces, of one record or of all."""
    for part in (part for piece in pieces for part in readers.read(piece)):
        if isinstance(part, Skip):
            skips.append(part)
            continue
        table = part.table if record is None else part.table.filter(pc.equal(part.table["record"], record))
        if table.num_rows:
            yield Records(part.name, table, part.decoded_bytes)
