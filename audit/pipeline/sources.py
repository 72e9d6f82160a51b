"""
Manifests in an audit: found beside a corpus or given, kept in the run's folder, and taken into its database at each judgement.

What a manifest says counts when a run is judged, so another one can be tried without a new scan. Copies lie in the run's folder,
since the corpus may be gone by then.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from audit import bundled, manifest
from audit.errors import ConfigurationError
from audit.manifest import Named, Placed
from audit.model import Policy
from audit.pipeline.folder import RunFolder
from audit.report_model import Lineage
from audit.reports.lineage import lineage
from audit.rulepacks import Pack
from audit.store import Store

FOLDER = "manifests"
"Where copies lie in a run's folder, each in a folder called as its own was, since cards are named after theirs."
MOST_NAMES = 200_000
"Sources in records, and folders, that are compared with known datasets; of more the rest is not."


@dataclass(frozen=True, slots=True)
class Read:
    """A manifest that was read, and where it stands in the corpus."""

    path: Path
    placed: Placed
    found: bool
    "It lay in the corpus's folder; nobody named it."

    def told(self, copy: str) -> dict[str, Any]:
        """What run.json tells of it."""
        said = self.placed.manifest
        return {
            "form": said.form,
            "name": said.name,
            "file": self.path.name,
            "digest": sha256(self.path.read_bytes()).hexdigest(),
            "prefix": self.placed.prefix,
            "found": self.found,
            "sources": len(said.sources),
            "copy": copy,
        }


def look(corpus: Sequence[Path], given: Path | None) -> tuple[list[Read], list[str]]:
    """
    The manifest that was given, else those at the roots of the corpus; and, in sentences, which of these were not read.

    ConfigurationError where one that was given, or a corpus.toml, does not fit.
    """
    if given is not None:
        return [Read(given, Placed(manifest.read(given)), False)], []
    read: list[Read] = []
    told: list[str] = []
    for folder in corpus:
        place = manifest.beside(folder) if folder.is_dir() else None
        if place is None:
            continue
        prefix = f"{folder.name or folder.resolve().name}/" if len(corpus) > 1 else ""
        try:
            read.append(Read(place, Placed(manifest.read(place), prefix), True))
        except ConfigurationError as problem:
            if place.suffix == ".toml":
                raise ConfigurationError(
                    f"{problem}; it lies in the corpus and is read by itself, unless --manifest names another"
                ) from problem
            told.append(f"{place.name} at the root of {folder.name} was not read as a manifest: {problem}")
    return read, told


def keep(run: RunFolder, read: Sequence[Read], of: str = "scan") -> list[dict[str, Any]]:
    """Copy manifests to the run's folder; gives what run.json tells of them. `of` is the step that they were read for."""
    told = []
    with run.writing():
        for number, one in enumerate(read):
            copy = f"{FOLDER}/{of}-{number}/{one.path.resolve().parent.name or 'root'}/{one.path.name}"
            target = run.path / copy
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(one.path.read_bytes())
            told.append(one.told(copy))
    return told


def of_judgement(run: RunFolder, policy: Policy, given: Path | None) -> list[Read]:
    """The manifests that a judgement is by: the one given, else the policy's, else those that the scan kept."""
    named = given or (Path(policy.manifest) if policy.manifest else None)
    if named is not None:
        return look((), named)[0]
    return [
        Read(run.path / one["copy"], Placed(manifest.read(run.path / one["copy"]), one["prefix"]), one["found"])
        for one in run.manifest.get("manifests", ())
    ]


def take(store: Store, read: Sequence[Read], packs: Sequence[Pack]) -> None:
    """Take what manifests say, and the known datasets that they and the corpus name, into a run's database."""
    folders = dict.fromkeys([bundled.folder("rules") / "core", *(pack.folder for pack in packs)])
    rows = manifest.resolve([one.placed for one in read], manifest.known_datasets(list(folders)), _named(store))
    store.take_sources(rows.tables())


def note(run: RunFolder, read: Sequence[Read]) -> None:
    """Keep the manifests that a run was judged by, and say which they were."""
    copied = run.manifest.get("manifests", [])
    kept = [one for one in read if one.path.is_relative_to(run.path)]
    told = [one for one in copied if run.path / one["copy"] in {row.path for row in kept}]
    run.note({"judged_manifests": told if kept else keep(run, read, "judge")})


def told_in_words(read: Sequence[Read], not_read: Sequence[str] = ()) -> Iterator[str]:
    """Which manifests a scan takes, for a person."""
    for one in read:
        said, where = one.placed.manifest, "found in the corpus" if one.found else "given"
        yield f"sources as {one.path.name} says ({said.form}, {where}): {len(said.sources):,} of them"
    yield from not_read


def of_run(run: RunFolder) -> Lineage:
    """The sources of a judged run, their licences and their lineage."""
    with Store.open(run.database) as store:
        return lineage(store, run.manifest)


def _named(store: Store) -> Named:
    rows = store.query("named_in_corpus", most=MOST_NAMES)
    return Named(*([row["name"] for row in rows if row["what"] == what] for what in ("field", "path", "dataset")))
