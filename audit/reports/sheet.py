"""Tables as CSV that a spreadsheet may open: what looks like a formula is kept from being one."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from audit.reports.formulas import is_formula
from audit.reports.visible import visible


def sheet(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """
    CSV as RFC 4180 has it, in UTF-8, with a first line of names. None is an empty field.

    A text that a spreadsheet would take for a formula gets an apostrophe before it; hidden characters are shown by name.
    """
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return written.getvalue().encode("utf-8")


def _cell(value: Any) -> Any:
    if isinstance(value, float):
        return f"{value:.6f}"
    if not isinstance(value, str):
        return value
    text = visible(value, lines=False)
    return f"'{text}" if is_formula(text) else text
