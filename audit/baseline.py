"""
A baseline: verdicts that are accepted as known, so that a gate can fail on new ones only.

A file is JSON Lines, one verdict a line, sorted. It names no file, line, record or day, so it changes only where verdicts do, and
lines of two branches can be merged as they are.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from audit import strict
from audit.model import BaselineEntry, Severity
from audit.strict import Table

MEND = "write the baseline anew with corpus-audit baseline RUN -o FILE --update, or take out the line"


def read(path: Path, severities: Mapping[str, Severity]) -> tuple[BaselineEntry, ...]:
    """
    The entries of a baseline, sorted. Of two lines about one verdict of a measure, as a merge leaves them, the lower counts.

    ConfigurationError, with file, line and mend, where a line is wrong, or names a rule whose severity is critical.
    """
    found: dict[tuple[str, str, str, str], BaselineEntry] = {}
    for number, text in enumerate(strict.text(path).split("\n"), 1):
        if text.strip():
            entry = _entry(Table(strict.json_object(text, f"{path}: line {number}"), f"{path}: line {number}"), severities)
            key = (entry.fingerprint, entry.rule, entry.purpose, entry.jurisdiction)
            other = found.get(key, entry)
            found[key] = min(entry, other, key=lambda one: one.value if one.value is not None else float("-inf"))
    return tuple(sorted(found.values(), key=_order))


def written(entries: Iterable[BaselineEntry]) -> str:
    """Entries as the text of a file: sorted, one a line, keys in one order."""
    return "".join(
        json.dumps({key: value for key, value in asdict(entry).items() if value is not None}, ensure_ascii=False) + "\n"
        for entry in sorted(set(entries), key=_order)
    )


def _entry(table: Table, severities: Mapping[str, Severity]) -> BaselineEntry:
    value: float | None = table.number("value", None)
    entry = BaselineEntry(table.text("fingerprint"), table.text("rule"), table.text("purpose"), table.text("jurisdiction"), value)
    table.done()
    if severities.get(entry.rule) is Severity.CRITICAL:
        raise table.wrong(f"the rule {entry.rule} is critical, and its verdicts cannot be in a baseline; {MEND}")
    return entry


def _order(entry: BaselineEntry) -> tuple[Any, ...]:
    """By fingerprint first, so that what is new lies spread over the file and two branches seldom meet at one place."""
    return (entry.fingerprint, entry.rule, entry.purpose, entry.jurisdiction, entry.value or 0.0)
