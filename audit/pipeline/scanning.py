"""The scan as a command runs it: discover, cut into shards, scan what is not finished, bring the results together."""

import platform
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from audit import __version__, readers
from audit.engines import Died, Engine
from audit.model import Piece, Receipt, Shard, Skip
from audit.pipeline import instruments, packs, searched, sources
from audit.pipeline.folder import RunFolder
from audit.pipeline.progress import Progress
from audit.pipeline.works_allowed import compared
from audit.readers.limits import Limits, Settings
from audit.references.works import Library
from audit.rulepacks import Pack
from audit.scan import Plan, Scanner, clear_drafts, load, make_plan, record_dead, record_unread, shards, split
from audit.store import Store
from audit.text import kernels

MODELS = ("model_digest", "style_digest")
"Where packs name the digests of their learned models; none has two."


@dataclass(frozen=True, slots=True)
class ScanRequest:
    """What to scan, and with what."""

    corpus: tuple[Path, ...]
    works: tuple[Path, ...] = ()
    "Folders of known works, or libraries made of such."
    allow: tuple[Path, ...] = ()
    "Lists of what is let pass: lists in TOML, texts, or libraries."
    detectors: tuple[str, ...] = ()
    "Empty: all there are."
    fields: Mapping[str, str] = field(default_factory=dict)
    "Column to the path of the field that holds it."
    packs: tuple[str, ...] = ()
    "Packs that a policy names, beside those that ship."
    robots: tuple[Path, ...] = ()
    "Folders of files about sites; they are read when the run is judged."
    manifest: Path | None = None
    "What tells of the corpus's sources; None: what lies at its roots, if anything."
    command: str = ""
    "As a person could give it again."


@dataclass(slots=True)
class Scanned:
    """What a scan did, and the shards that count."""

    keys: list[str] = field(default_factory=list)
    reused: int = 0
    "Shards that an earlier scan had finished."
    findings: int = 0
    documents: int = 0
    manifests: list[dict[str, Any]] = field(default_factory=list)
    "What run.json tells of the manifests of the corpus."
    manifests_not_read: list[str] = field(default_factory=list)
    "Sentences on what lay in the corpus and is none."

    def add(self, receipt: Receipt, *, reused: bool = False) -> None:
        """Count a shard's receipt."""
        self.keys.append(receipt.key)
        self.reused += reused
        self.findings += receipt.findings
        self.documents += sum(piece.documents for piece in receipt.pieces)


def scan(run: RunFolder, request: ScanRequest, engine: Engine, progress: Progress) -> Scanned:
    """
    Scan a corpus into a run's folder and rebuild its database. Shards finished earlier are taken as they are.

    What a user can mend is an AuditError. After an interruption the same request goes on from the finished shards.
    """
    with run.locked():
        run.note({"state": "scanning", "policy": None})
        clear_drafts(run.shards)
        known = packs.there(request.packs)
        manifests, not_read = sources.look(request.corpus, request.manifest)
        for line in sources.told_in_words(manifests, not_read):
            progress.say(line)
        works = compared(request.works, request.allow, progress)
        chosen = instruments.choose(known, request.detectors, [(one.path, one.digest) for one in works])
        settings = Settings(fields=request.fields)
        plan = make_plan(run.shards, chosen, Limits(), f"{__version__} {sorted(settings.fields.items())} {Limits()}")
        if kernels.warm(lambda: progress.say("compiling what reads text; this takes some seconds, once on this machine")):
            Scanner(plan).rehearse()
        scanned = _all_shards(plan, request.corpus, settings, engine, progress)
        scanned.manifests, scanned.manifests_not_read = sources.keep(run, manifests), not_read
        with run.writing():
            searched.keep(searched.told((*request.works, *request.allow), works), works, run.path)
        run.note(_manifest(request, plan, known, works, scanned))
        with Store.create(run.database) as store:
            store.ingest(run.path, scanned.keys)
    return scanned


def _all_shards(plan: Plan, corpus: Sequence[Path], settings: Settings, engine: Engine, progress: Progress) -> Scanned:
    pieces, unread = _discover(corpus, settings)
    scanned = Scanned()
    todo: list[Shard] = []
    for shard in shards(pieces, plan):
        receipt = load(plan.folder, shard.key)
        if receipt is None:
            todo.append(shard)
        else:
            scanned.add(receipt, reused=True)
    progress.begin("scanning", sum(shard.stored_bytes for shard in todo))
    try:
        for receipt in _receipts(plan, todo, engine):
            scanned.add(receipt)
            progress.step(sum(piece.stored_bytes for piece in receipt.pieces))
    finally:
        progress.end()
    if unread:
        scanned.add(record_unread(plan.folder, unread))
    scanned.keys.sort()
    return scanned


def _discover(corpus: Sequence[Path], settings: Settings) -> tuple[list[Piece], list[Skip]]:
    pieces: list[Piece] = []
    unread: list[Skip] = []
    for found in readers.discover(corpus, settings):
        if isinstance(found, Skip):
            unread.append(found)
        else:
            pieces.append(found)
    pieces.sort(key=lambda piece: (piece.name, piece.order))
    return pieces, unread


def _receipts(plan: Plan, todo: Sequence[Shard], engine: Engine) -> Iterator[Receipt]:
    """Receipts as they come. A shard whose worker dies is tried again piece by piece, so that it costs as little as can be."""
    scanner = Scanner(plan)
    died: list[Died[Shard]] = []
    for result in engine.map(scanner, todo):
        if not isinstance(result, Died):
            yield result
        elif len(result.item.pieces) == 1:
            yield record_dead(plan.folder, result.item, result.detail)
        else:
            died.append(result)
    singles = [single for one in died for single in split(one.item, plan)]
    for result in engine.map(scanner, singles):
        yield record_dead(plan.folder, result.item, result.detail) if isinstance(result, Died) else result


def _manifest(
    request: ScanRequest, plan: Plan, known: Sequence[Pack], works: Sequence[Library], scanned: Scanned
) -> dict[str, Any]:
    """What run.json tells of a finished scan."""
    return {
        "state": "scanned",
        "tool_version": __version__,
        "command": request.command,
        "corpus": [str(path) for path in request.corpus],
        "fields": dict(request.fields),
        "given": {
            name: [str(path.absolute()) for path in paths]
            for name, paths in (("corpus", request.corpus), ("works", request.works), ("allow", request.allow))
        },
        "robots": [str(path.absolute()) for path in request.robots],
        "detectors": instruments.described(plan.instruments, known),
        "detectors_off": instruments.left_out(plan.instruments),
        "packs": [{"name": pack.name, "version": pack.version, "digest": pack.digest} for pack in known],
        "models": {pack.name: pack.detector[key] for pack in known for key in MODELS if pack.detector and key in pack.detector},
        "libraries": searched.told((*request.works, *request.allow), works),
        "platform": {"system": platform.platform(), "python": platform.python_version(), "machine": platform.machine()},
        "manifests": scanned.manifests,
        "manifests_not_read": scanned.manifests_not_read,
        "plan": plan.digest,
        "shards": scanned.keys,
    }
