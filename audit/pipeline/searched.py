"""The list of works that a scan looked for, kept beside its shards, so that a report can tell what was not found."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from audit.pipeline.works import described
from audit.references.works import Library
from audit.store.store import WORKS

_SCHEMA = pa.schema(
    [("library", pa.string()), ("library_name", pa.string()), ("library_kind", pa.string()), ("profile", pa.string())]
    + [("work", pa.string()), ("characters", pa.int64()), ("title", pa.string()), ("author", pa.string())]
)


def keep(libraries: Sequence[Library], run: Path) -> None:
    """Write the works of some libraries to a run's folder, in place of an earlier list. An OSError where it cannot be written."""
    draft = run / f".{WORKS}.part"
    pq.write_table(pa.Table.from_pylist([row for one in libraries for row in _rows(one)], _SCHEMA), draft)
    draft.replace(run / WORKS)


def _rows(one: Library) -> Iterator[dict[str, Any]]:
    about = described(one)
    whole = {
        "library": one.digest[:12],
        "library_name": about["name"],
        "library_kind": about.get("kind") or "works",
        "profile": about.get("profile") or "open",
    }
    for entry in one.works:
        named = {name: entry.metadata.get(name, "") for name in ("title", "author")}
        yield {**whole, **named, "work": entry.id, "characters": entry.characters}
