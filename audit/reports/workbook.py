"""Workbooks for spreadsheets. Needs the package xlsxwriter."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from audit.errors import UsageError
from audit.reports.formulas import is_formula
from audit.reports.visible import visible

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

LONGEST = 32_767
"Most characters of a cell."
MOST_ROWS = 1_048_575
"Most rows of a page below its head."
_GUARD = {"autofilter": True, "format_columns": True, "format_rows": True}
"What a page with locked cells still lets a reader do."


def package() -> Any:
    """The package that writes workbooks; UsageError where it is not installed."""
    try:
        import xlsxwriter
    except ImportError:
        raise UsageError("a workbook needs the package xlsxwriter: pip install 'corpus-audit[xlsx]'") from None
    return xlsxwriter


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a page."""

    name: str
    width: int = 14
    "In characters."
    given: bool = False
    "A person fills it in; the other cells of such a page are locked."
    day: bool = False
    "What is typed is shown as a day."


class Book:
    """
    A workbook whose pages are written one after the other, top to bottom. The same pages give the same bytes.

    No cell is a formula or a link. `exact` keeps texts as they are; without it hidden characters are shown by name.
    """

    def __init__(self, created: datetime, *, exact: bool = False) -> None:
        """Begin a workbook; UsageError where xlsxwriter is not installed."""
        self._exact = exact
        self._file = BytesIO()
        self._book = package().Workbook(self._file, {"constant_memory": True})
        self._book.set_properties({"created": created.replace(tzinfo=None), "author": "corpus-audit"})
        make = self._book.add_format
        self._head = make({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        self._guarded = make({"quote_prefix": True})
        self._open = {day: make({"locked": False, **({"num_format": "yyyy-mm-dd"} if day else {})}) for day in (False, True)}
        self._open_guarded = make({"locked": False, "quote_prefix": True})

    def page(self, name: str, columns: Sequence[Column], rows: Iterable[Sequence[Any]]) -> tuple["Worksheet", int]:
        """A page with a head that stays in sight and a filter; gives the page and how many rows it has below the head."""
        page = self._book.add_worksheet(name)
        for place, column in enumerate(columns):
            page.set_column(place, place, column.width, self._open[column.day] if column.given else None)
            page.write_string(0, place, column.name, self._head)
        count = 0
        for row in rows:
            count += 1
            for place, (column, value) in enumerate(zip(columns, row, strict=True)):
                self._write(page, (count, place), column, value)
        page.freeze_panes(1, 1)
        page.autofilter(0, 0, max(count, 1), len(columns) - 1)
        if any(column.given for column in columns):
            page.protect("", _GUARD)
        return page, count

    def content(self) -> bytes:
        """The whole file; nothing can be added after that."""
        self._book.close()
        return self._file.getvalue()

    def _write(self, page: "Worksheet", place: tuple[int, int], column: Column, value: Any) -> None:
        if value is None or value == "" or value == []:
            return
        style = self._open[column.day] if column.given else None
        if isinstance(value, bool):
            page.write_boolean(*place, value, style)
        elif isinstance(value, int | float):
            page.write_number(*place, value, style)
        else:
            text = self._text(value)
            if is_formula(text) or text.startswith("'"):
                style = self._open_guarded if column.given else self._guarded
            page.write_string(*place, text, style)

    def _text(self, value: Any) -> str:
        text = "; ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
        if not self._exact:
            return visible(text, lines=False)[:LONGEST]
        if len(text) > LONGEST:
            raise UsageError(f"a cell of a workbook holds {LONGEST} characters, and one text has {len(text)}; use csv or jsonl")
        return text
