"""Where and when a pack's citations were checked, as its file CITATIONS.csv says; a pack need not have one."""

import csv
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from audit.errors import PackError
from audit.model import Citation, Rule

NAME = "CITATIONS.csv"
COLUMNS = ("rule", "citation", "date", "checked_in", "checked_on", "result")
"`rule`, `citation` and `date` name a citation; `result` is confirmed, corrected or not-found, and then nothing says where."


def read(folder: Path) -> Mapping[tuple[str, str, str], str]:
    """By rule, text and date of a citation: where it was checked, and when. PackError where the file is no such list."""
    path = folder / NAME
    if not path.exists():
        return {}
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            reader = csv.DictReader(lines, strict=True)
            if tuple(reader.fieldnames or ()) != COLUMNS:
                raise PackError(
                    f"{path.name} of the pack {folder.name} must have the columns {', '.join(COLUMNS)}, in this order"
                )
            return {(row["rule"], row["citation"], row["date"]): _told(row) for row in reader}
    except (csv.Error, UnicodeDecodeError, OSError, AttributeError, ValueError) as problem:
        raise PackError(f"{path.name} of the pack {folder.name} cannot be read: {problem}") from problem


def marked(rule: Rule, checks: Mapping[tuple[str, str, str], str]) -> Rule:
    """A rule whose citations say where they were checked; its digest stays what it was."""
    return replace(rule, citations=tuple(replace(one, checked=checks.get(_key(rule, one), "")) for one in rule.citations))


def _key(rule: Rule, citation: Citation) -> tuple[str, str, str]:
    return rule.id, citation.text, citation.date.isoformat()


def _told(row: Mapping[str, str]) -> str:
    if row["result"] == "not-found":
        return f"looked for and not found, {date.fromisoformat(row['checked_on'])}"
    places = row["checked_in"].removeprefix("secondary: ")
    hand = "read at second hand" if places != row["checked_in"] else "checked"
    return f"{hand} in {places}, {date.fromisoformat(row['checked_on'])}"
