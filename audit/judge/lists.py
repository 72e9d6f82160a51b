"""Lists of a pack: CSV files with a fixed header, whose rows know where they stand."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from audit.errors import PackError

Row = Mapping[str, str]


def rows(path: Path, columns: Sequence[str]) -> Iterator[Row]:
    """The rows of a list with exactly these columns, and `where` each stands. None where there is no such list."""
    if not path.exists():
        return
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            reader = csv.DictReader(lines, strict=True)
            if tuple(reader.fieldnames or ()) != tuple(columns):
                raise PackError(f"{path}: its columns must be {','.join(columns)}")
            for row in reader:
                if None in row or None in row.values():
                    raise PackError(f"{path}, line {reader.line_num}: must have {len(columns)} values")
                yield {**row, "where": f"{path}, line {reader.line_num}"}
    except (csv.Error, UnicodeDecodeError) as problem:
        raise PackError(f"{path}: is not CSV in UTF-8: {problem}") from problem


def value(row: Row, name: str) -> int:
    """What terms say in one dimension."""
    if row[name] not in {"0", "1", "2", "3"}:
        raise PackError(
            f"{row['where']}: '{name}' must be 0 granted, 1 on a condition, 2 unclear or 3 refused, not '{row[name]}'"
        )
    return int(row[name])


def choice(row: Row, name: str, allowed: Sequence[str]) -> str:
    """A word that is one of several."""
    if row[name] not in allowed:
        there = ", ".join(word for word in allowed if word)
        raise PackError(
            f"{row['where']}: '{name}' must be one of {there}{', or empty' if '' in allowed else ''}, not '{row[name]}'"
        )
    return row[name]


def day(row: Row, name: str) -> date:
    """A date."""
    try:
        return date.fromisoformat(row[name])
    except ValueError:
        raise PackError(f"{row['where']}: '{name}' must be a date such as 2026-01-31, not '{row[name]}'") from None


def day_or_none(row: Row, name: str) -> date | None:
    """A date, or nothing."""
    return day(row, name) if row[name] else None


def validity(row: Row) -> dict[str, date | None]:
    """The first day of a row's terms, and the day after the last; none: they were still in force when recorded."""
    return period(row, day(row, "valid_from"))


def period(row: Row, first: date | None) -> dict[str, date | None]:
    """A first day, which may not be known, and the day after the last."""
    after = day_or_none(row, "valid_to")
    if after is not None and first is not None and after <= first:
        raise PackError(f"{row['where']}: 'valid_to' must be after 'valid_from'")
    return {"valid_from": first, "valid_to": after}
