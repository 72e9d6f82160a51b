"""Pages of a workbook that decisions are written on: drop-downs of what can be said, and locked cells for what a row is about."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from audit.decisions import ACTIONS, REASONS, STATES
from audit.reports.decision_columns import COLUMNS, GIVEN, WHO, WHO_PAGE
from audit.reports.workbook import Book, Column

CODES_PAGE = "Codes"
_WIDE = {"note": 40, "selector": 50, "what": 50, "excerpt": 60, "document": 30, "url": 30, "rule": 30, "id": 20}
_DAYS = ("at", "expires")
_SAID = {
    "name": "Your name. A decision is a person's.",
    "email": "Tells you from others of your name; may be left out.",
    "role": "Such as counsel; may be left out.",
    "at": "The day on which you decide, such as 2026-01-31.",
}
_HOW = (
    "What stands here holds for every row of the other page that does not say it itself. A row without a state is left undecided."
)


def codes(book: Book) -> None:
    """What can be said, by column: the page that drop-downs are read from."""
    rows = [("state", state, "") for state in STATES]
    rows += [("reason", code, state) for state, found in REASONS.items() for code in found]
    rows += [("action", action, "confirmed") for action in ACTIONS]
    book.page(CODES_PAGE, [Column("column", 10), Column("code", 32), Column("for the state", 16)], rows)


def who(book: Book) -> None:
    """Where a person says once who decides."""
    columns = [Column("what"), Column("yours", 40, given=True), Column("meaning", 100)]
    rows: list[tuple[str, str, str]] = [(name, "", _SAID[name]) for name in WHO]
    book.page(WHO_PAGE, columns, [*rows, ("", "", _HOW)])


def decisions_page(book: Book, name: str, about: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> int:
    """
    Rows with all columns of a record, and before them what a reader needs to know, `about`; gives how many there are.

    The page `codes` must be in the book too.
    """
    kept = [column for column in COLUMNS if column not in ("id", *GIVEN)]
    columns = [_column(column) for column in ("id", *about, *GIVEN, *kept)]
    page, count = book.page(name, columns, ([row.get(column.name) for column in columns] for row in rows))
    place = {column.name: number for number, column in enumerate(columns)}
    for given, source in _sources(place).items():
        told = {
            "validate": "list",
            "source": source,
            "error_type": "stop",
            "error_message": f"Choose one of the page {CODES_PAGE}.",
        }
        page.data_validation(1, place[given], max(count, 1), place[given], told)
    return count


def _column(name: str) -> Column:
    return Column(name, _WIDE.get(name, 14), given=name in GIVEN, day=name in _DAYS)


def _sources(place: Mapping[str, int]) -> dict[str, str]:
    """Where the drop-downs of a row read from; which reasons there are depends on the row's state."""
    from xlsxwriter.utility import xl_col_to_name

    first = 2 + len(STATES)
    state, reason = f"${xl_col_to_name(place['state'])}2", '""'
    for name, found in REASONS.items():
        reason = f'IF({state}="{name}",{_range(first, len(found))},{reason})'
        first += len(found)
    return {
        "state": f"={_range(2, len(STATES))}",
        "reason": f"={reason}",
        "action": f'=IF({state}="confirmed",{_range(first, len(ACTIONS))},"")',
    }


def _range(first: int, count: int) -> str:
    return f"{CODES_PAGE}!$B${first}:$B${first + count - 1}"
