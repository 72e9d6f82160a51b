"""
Datasets that are known by name: the licence of their card, the one that others found by reading, parents and generators.

A name or id of a hub is found whatever its case and marks; a name of few letters only where it is all that is asked for, since
`math` may be anything in a path.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from audit.errors import PackError
from audit.manifest.values import Generator, Parent
from audit.references.datasets import TELLING, plain

COLUMNS = ("dataset", "names", "declared", "curated", "parents", "generators", "source")
SEPARATOR = ";"
LIST = "known_datasets.csv"
"How the list is called in a pack."
RELATION = "aggregated"
"Lists say what a dataset was made from and not how: every term is taken to flow."


@dataclass(frozen=True, slots=True)
class KnownDataset:
    """One dataset of a list."""

    dataset: str
    "Its id on a hub, owner/name, or its name."
    names: tuple[str, ...]
    "Other names."
    declared: str | None
    "SPDX expression of its card's licence; None: no card, or it names none."
    curated: str | None
    "SPDX expression that those who made the list found; None: not known."
    parents: tuple[Parent, ...]
    generators: tuple[Generator, ...]
    source: str
    "Who made the list, which state of it, and when."


class KnownDatasets:
    """Finds datasets by what manifests, records and files call them."""

    def __init__(self, known: Sequence[KnownDataset] = ()) -> None:
        self.known = tuple(known)
        self._ids = {plain(one.dataset): one for one in reversed(known)}
        self._names = {plain(name): one for one in reversed(known) for name in (one.dataset.rpartition("/")[2], *one.names)}

    def find(self, name: str) -> KnownDataset | None:
        """The dataset that a name, an id or an address of a hub means."""
        short = plain(
            re.sub(r"^(?:https?://)?(?:www\.)?(?:huggingface\.co|hf\.co)/datasets/", "", name.strip(), flags=re.IGNORECASE)
        )
        return self._ids.get(short) or self._names.get(short)

    def telling(self, name: str) -> KnownDataset | None:
        """The same for what a record says, which may be anything: a short name without its owner's does not count."""
        found = self.find(name)
        return found if found and ("/" in name or len(plain(name)) >= TELLING) else None

    def in_path(self, path: str) -> KnownDataset | None:
        """The dataset in whose folder a file lies, as owner/name or, as caches have it, owner___name or owner--name."""
        parts = [part for part in re.split(r"[/\\]|___|--", path) if part]
        pairs = (plain(owner + name) for owner, name in pairwise(parts))
        return next((found for pair in pairs if (found := self._ids.get(pair)) and "/" in found.dataset), None)


def load(folders: Sequence[Path]) -> KnownDatasets:
    """The lists of these packs that have one; an earlier one counts before a later one. PackError for one that does not fit."""
    return KnownDatasets([one for folder in folders for one in _listed(folder / LIST)])


@lru_cache(maxsize=8)
def _listed(path: Path) -> tuple[KnownDataset, ...]:
    return tuple(_rows(path)) if path.exists() else ()


def _rows(path: Path) -> Iterator[KnownDataset]:
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            reader = csv.DictReader(lines, strict=True)
            if tuple(reader.fieldnames or ()) != COLUMNS:
                raise PackError(f"{path}: its columns must be {','.join(COLUMNS)}")
            for row in reader:
                if None in row or None in row.values():
                    raise PackError(f"{path}, line {reader.line_num}: must have {len(COLUMNS)} values")
                yield _dataset(row)
    except (csv.Error, UnicodeDecodeError) as problem:
        raise PackError(f"{path}: is not CSV in UTF-8: {problem}") from problem


def _dataset(row: dict[str, str]) -> KnownDataset:
    return KnownDataset(
        dataset=row["dataset"],
        names=_parts(row["names"]),
        declared=row["declared"] or None,
        curated=row["curated"] or None,
        parents=tuple(Parent(name, RELATION) for name in _parts(row["parents"])),
        generators=tuple(_generator(text) for text in _parts(row["generators"])),
        source=row["source"],
    )


def _generator(text: str) -> Generator:
    provider, _, model = text.partition("/")
    return Generator(provider or None, model or None)


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(SEPARATOR) if part.strip())
