"""A log of decisions as CSV, and a sheet that came back as records: one row a record, without its place in the log."""

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from audit import decisions, strict
from audit.decisions import Decision
from audit.errors import ConfigurationError
from audit.reports.decision_columns import COLUMNS, LISTED, flat
from audit.reports.formulas import is_formula

_ACTOR = ("name", "email", "role", "auth")
_TARGET = ("kind", "selector", "fingerprints_sha256", "count", "fingerprints")
_OBJECTS = ("selector", "binds")


def written(log: Iterable[Decision]) -> str:
    """Records as CSV. A cell that a spreadsheet would take for a formula begins with an apostrophe, which reading takes off."""
    sheet = io.StringIO()
    rows = csv.DictWriter(sheet, COLUMNS, lineterminator="\n", quoting=csv.QUOTE_ALL)  # else a lone carriage return ends a row
    rows.writeheader()
    for record in log:
        rows.writerow({name: _cell(value) for name, value in flat(record).items()})
    return sheet.getvalue()


def read(path: Path) -> tuple[Decision, ...]:
    """The records of a sheet. ConfigurationError names the row that is wrong."""
    rows = csv.DictReader(io.StringIO(strict.text(path).removeprefix("\ufeff"), newline=""))
    missing = [name for name in COLUMNS if name not in (rows.fieldnames or ())]
    if missing:
        raise ConfigurationError(f"{path}: the sheet has no column '{missing[0]}'; start from corpus-audit decisions export")
    return tuple(record(_plain(row), f"{path}: row {rows.line_num}") for row in rows)


def record(cells: Mapping[str, str], where: str) -> Decision:
    """A row by column, all of them there, as a record. ConfigurationError, which begins with `where`, where it is wrong."""
    return decisions.draft(_values(cells, where), where)


def _plain(row: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(row[name] or "").removeprefix("'") for name in COLUMNS}


def _cell(value: object) -> str:
    text = str(value)
    return "'" + text if is_formula(text) or text.startswith("'") else text


def _values(cells: Mapping[str, str], where: str) -> dict[str, Any]:
    """A row as a record's values; empty cells are left out."""
    found: dict[str, Any] = {name: text for name in COLUMNS if (text := cells[name].strip())}
    for name in _OBJECTS:
        if name in found:
            found[name] = strict.json_object(found[name], f"{where}: {name}")
    if "count" in found:
        if not found["count"].isdecimal():
            raise ConfigurationError(f"{where}: 'count' must be a whole number, not '{found['count']}'")
        found["count"] = int(found["count"])
    if fingerprints := " ".join(found.pop(name, "") for name in LISTED).split():
        found["fingerprints"] = fingerprints
    parts = {"actor": _ACTOR, "target": _TARGET}
    inner = {key: {name: found.pop(name) for name in names if name in found} for key, names in parts.items()}
    return {**found, **inner}
