"""The list of works that a scan looked for, kept beside its shards, so that a report can tell what was not found."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from audit.pipeline.works import described
from audit.references.works import Library
from audit.store.store import WORKS

_NAMES = ("library", "library_name", "library_kind", "profile", "work", "characters", "title", "author")
_SCHEMA = pa.schema([(name, pa.int64() if name == "characters" else pa.string()) for name in _NAMES])


def told(paths: Sequence[Path], libraries: Sequence[Library]) -> list[dict[str, Any]]:
    """What a run's manifest tells of its libraries, named as they were given: those made of texts are kept under other names."""
    names = [path.resolve().name or str(path) for path in paths]
    return [
        {**described(one), "name": names[place] if place < len(names) else one.path.name} for place, one in enumerate(libraries)
    ]


def keep(about: Sequence[Mapping[str, Any]], libraries: Sequence[Library], run: Path) -> None:
    """Write the works of some libraries to a run's folder, in place of an earlier list. An OSError where it cannot be written."""
    draft = run / f".{WORKS}.part"
    rows = [row for said, one in zip(about, libraries, strict=True) for row in _rows(said, one)]
    pq.write_table(pa.Table.from_pylist(rows, _SCHEMA), draft)
    draft.replace(run / WORKS)


def _rows(said: Mapping[str, Any], one: Library) -> Iterator[dict[str, Any]]:
    whole = {
        "library": one.digest[:12],
        "library_name": said["name"],
        "library_kind": said.get("kind") or "works",
        "profile": said.get("profile") or "open",
    }
    for entry in one.works:
        named = {name: entry.metadata.get(name, "") for name in ("title", "author")}
        yield {**whole, **named, "work": entry.id, "characters": entry.characters}
