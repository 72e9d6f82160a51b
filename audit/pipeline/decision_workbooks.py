"""A log of decisions as a workbook, and a workbook that came back as records. Needs the packages xlsxwriter and openpyxl."""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from audit.decisions import Decision
from audit.errors import ConfigurationError, UsageError
from audit.pipeline.decision_sheets import record
from audit.reports import decision_pages
from audit.reports.decision_columns import COLUMNS, GIVEN, LOG_PAGE, OPEN_PAGE, WHO, WHO_PAGE, flat
from audit.reports.workbook import Book

MOST = 1_000_000_000
"Most bytes of a workbook when it is inflated; a larger one is refused."
_BROKEN = (BadZipFile, KeyError, ValueError, TypeError, AttributeError, IndexError, SyntaxError, EOFError, NotImplementedError)
"What openpyxl and the standard library raise for a file that is no workbook, or a broken one."
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
"When an empty log's workbook was made, as it says itself."
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
"How a workbook writes characters that XML has no place for."
_DAY = 10
"Characters of a day such as 2026-01-31."


def written(log: Iterable[Decision]) -> bytes:
    """Records as a workbook, a row each. UsageError where xlsxwriter is not installed or a text is too long for a cell."""
    records = list(log)
    book = Book(max((one.at for one in records), default=_EPOCH), exact=True)
    decision_pages.decisions_page(book, LOG_PAGE, (), map(flat, records))
    decision_pages.codes(book)
    return book.content()


def read(path: Path) -> tuple[Decision, ...]:
    """
    The records of a workbook that `written` or the format xlsx made; a verdict that nobody decided on is none.

    UsageError where openpyxl is not installed; ConfigurationError names the page and the row that is wrong.
    """
    try:
        import openpyxl
    except ImportError:
        raise UsageError("a workbook is read with the package openpyxl: pip install 'corpus-audit[xlsx]'") from None
    try:
        with ZipFile(path) as parts:
            size = sum(part.file_size for part in parts.infolist())
        if size > MOST:
            raise ConfigurationError(f"{path}: the workbook is {size} bytes when it is inflated, and {MOST} are read at most")
        with closing(openpyxl.load_workbook(path, read_only=True, data_only=True)) as book:
            pages = {name: _rows(book[name]) for name in book.sheetnames}
    except OSError as error:
        raise ConfigurationError(f"{path}: cannot be read: {error.strerror or error}") from None
    except _BROKEN as error:
        raise ConfigurationError(f"{path}: is no workbook (xlsx) that can be read: {error}") from None
    return tuple(_records(pages, path))


def _rows(page: Any) -> list[list[str]]:
    """The cells of a page as texts."""
    page.reset_dimensions()
    return [[_text(cell) for cell in row] for row in page.iter_rows(values_only=True)]


def _text(value: object) -> str:
    """A cell as text: days and moments by ISO 8601."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return str(value.date()) if value == datetime(value.year, value.month, value.day) else value.isoformat()
    if isinstance(value, str):
        return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), value)
    return str(value)


def _records(pages: Mapping[str, list[list[str]]], path: Path) -> Iterator[Decision]:
    if not {LOG_PAGE, OPEN_PAGE}.intersection(pages):
        raise ConfigurationError(
            f"{path}: has no page '{OPEN_PAGE}' or '{LOG_PAGE}'; start from corpus-audit report -o xlsx=FILE"
        )
    for row, where in _named(pages, LOG_PAGE, path):
        yield record(row, where)
    who = {row[0]: row[1].strip() for row in pages.get(WHO_PAGE, ()) if len(row) > 1 and row[0] in WHO}
    for row, where in _named(pages, OPEN_PAGE, path):
        if any(row[name].strip() for name in GIVEN):
            yield record(_whole(row, who), where)


def _named(pages: Mapping[str, list[list[str]]], name: str, path: Path) -> Iterator[tuple[dict[str, str], str]]:
    """Rows of a page by column, and where they stand; rows without anything are none."""
    if name not in pages:
        return
    head, *rows = pages[name] or [[]]
    places = {title: place for place, title in enumerate(head)}
    if missing := [column for column in COLUMNS if column not in places]:
        raise ConfigurationError(f"{path}: the page '{name}' has no column '{missing[0]}'; take the page as it was made")
    for number, row in enumerate(rows, 2):
        cells = {column: row[places[column]] if places[column] < len(row) else "" for column in COLUMNS}
        if any(cells.values()):
            yield cells, f"{path}: {name}, row {number}"


def _whole(row: Mapping[str, str], who: Mapping[str, str]) -> dict[str, str]:
    """A decided row with what the page says once, and an id that is the person's own, since two may be given the same page."""
    given = {**row, **{name: row[name].strip() or who.get(name, "") for name in WHO}}
    if len(given["at"]) == _DAY:
        given["at"] += "T00:00:00Z"
    person = " ".join((given["email"] or given["name"]).casefold().split())
    return {**given, "id": f"{row['id']}-{sha256(person.encode()).hexdigest()[:8]}"}
