"""Known datasets that hold what models wrote, by their ids on a hub, such as owner/name."""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from audit.errors import PackError

COLUMNS = ("dataset", "model", "provider", "licence", "source", "date")
TELLING = 9
"Letters and digits from which a dataset's name is enough without its owner's; shorter ones, such as math, may be anything."


@dataclass(frozen=True, slots=True)
class Known:
    """A dataset, and who made it."""

    dataset: str
    "owner/name."
    model: str
    "As listed; several are parted by `or`."
    provider: str
    "Empty: models of several."
    licence: str
    "SPDX id of the label it bears; empty: none, or none that is listed."
    source: str
    date: str


class Datasets:
    """Finds datasets by what records and files are called."""

    def __init__(self, known: Iterator[Known] | tuple[Known, ...] = ()) -> None:
        self._by_name: dict[str, Known] = {}
        for one in known:
            self._by_name[plain(one.dataset)] = one
            name = plain(one.dataset.partition("/")[2])
            if len(name) >= TELLING:
                self._by_name.setdefault(name, one)

    def find(self, name: str) -> Known | None:
        """The dataset that a name or an address means: its last two parts, or its last alone."""
        parts = [part for part in re.split(r"[/\\#?]|___", name) if part]
        return next((found for last in (2, 1) if (found := self._by_name.get(plain("".join(parts[-last:]))))), None)

    def in_path(self, path: str) -> Known | None:
        """The dataset in whose folder a file lies, as owner/name or, as caches have it, owner___name."""
        parts = [part for part in re.split(r"[/\\]|___|--", path) if part]
        pairs = (plain(owner + name) for owner, name in pairwise(parts))
        return next((found for pair in pairs if (found := self._by_name.get(pair)) and plain(found.dataset) == pair), None)


def load(path: Path) -> Datasets:
    """The datasets of a pack's list. Raises PackError where its columns are others."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if tuple(reader.fieldnames or ()) != COLUMNS:
            raise PackError(f"{path.name}: the columns are to be {', '.join(COLUMNS)}")
        rows: list[Mapping[str, str]] = list(reader)
    return Datasets(tuple(Known(**{name: row[name] for name in COLUMNS}) for row in rows))


def plain(name: str) -> str:
    """Letters and digits of a name, small."""
    return re.sub(r"[\W_]", "", name.lower())
