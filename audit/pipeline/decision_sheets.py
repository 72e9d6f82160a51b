"""A log of decisions as CSV, and a sheet that came back as records: one row a record, without its place in the log."""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from audit import decisions, strict
from audit.decisions import Decision
from audit.errors import ConfigurationError

COLUMNS = (
    "id", "at", "name", "email", "role", "auth", "kind", "selector", "fingerprints_sha256", "count", "state", "reason", "action",
    "note", "evidence_ref", "licence_ref", "expires", "binds", "supersedes", "tool_version",
)  # fmt: skip
_ACTOR = ("name", "email", "role", "auth")
_TARGET = ("kind", "selector", "fingerprints_sha256", "count")
_OBJECTS = ("selector", "binds")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")


def written(log: Iterable[Decision]) -> str:
    """Records as CSV. A cell that a spreadsheet would take for a formula begins with an apostrophe, which reading takes off."""
    sheet = io.StringIO()
    rows = csv.DictWriter(sheet, COLUMNS, lineterminator="\n")
    rows.writeheader()
    for record in log:
        values = decisions.values(record)
        flat = {**values, **values["actor"], **values["target"]}
        rows.writerow({name: _cell(flat.get(name, "")) for name in COLUMNS})
    return sheet.getvalue()


def read(path: Path) -> tuple[Decision, ...]:
    """The records of a sheet. ConfigurationError names the row that is wrong."""
    rows = csv.DictReader(io.StringIO(strict.text(path).removeprefix("\ufeff"), newline=""))
    missing = [name for name in COLUMNS if name not in (rows.fieldnames or ())]
    if missing:
        raise ConfigurationError(f"{path}: the sheet has no column '{missing[0]}'; start from corpus-audit decisions export")
    return tuple(
        decisions.draft(_values(row, where), where) for row, where in ((row, f"{path}: row {rows.line_num}") for row in rows)
    )


def _cell(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True) if isinstance(value, dict) else str(value)
    return "'" + text if text.startswith(_FORMULA) else text


def _values(row: Mapping[str, Any], where: str) -> dict[str, Any]:
    """A row as a record's values; empty cells are left out."""
    flat: dict[str, Any] = {name: str(row[name] or "").removeprefix("'").strip() for name in COLUMNS}
    flat = {name: text for name, text in flat.items() if text}
    for name in _OBJECTS:
        if name in flat:
            flat[name] = strict.json_object(flat[name], f"{where}: {name}")
    if "count" in flat:
        if not flat["count"].isdecimal():
            raise ConfigurationError(f"{where}: 'count' must be a whole number, not '{flat['count']}'")
        flat["count"] = int(flat["count"])
    parts = {"actor": _ACTOR, "target": _TARGET}
    inner = {key: {name: flat.pop(name) for name in names if name in flat} for key, names in parts.items()}
    return {**flat, **inner}
