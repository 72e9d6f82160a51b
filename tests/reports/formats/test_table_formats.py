"""Tables as CSV of their own: every row of the report, with its counts, and nothing that a spreadsheet runs."""

import csv
import io
from collections.abc import Callable

import pytest

from audit.report_model import Report
from audit.reports import render

FORMATS = ("works-csv", "sources-csv", "rules-csv")


def _rows(report: Report, format: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(render(report, format).decode())))


def test_every_row_is_there(make_report: Callable[..., Report]) -> None:
    report = make_report()

    assert [row["work"] for row in _rows(report, "works-csv")] == [work.work for work in report.works]
    assert [row["source_id"] for row in _rows(report, "sources-csv")] == [row.source_id for row in report.lineage.sources]
    assert [(row["id"], int(row["open"]), int(row["waived"]), int(row["baselined"])) for row in _rows(report, "rules-csv")] == [
        (row.rule.id, row.open, row.waived, row.baselined) for row in report.rules
    ]
    assert _rows(report, "rules-csv")[0]["fix"] == "Remove the records.; Or obtain a licence and record it as a decision."


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("name", ["empty", "hostile"])
def test_no_cell_is_a_formula(kinds_of_report: dict[str, Report], name: str, format: str) -> None:
    cells = [cell for line in csv.reader(io.StringIO(render(kinds_of_report[name], format).decode())) for cell in line]

    assert cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    assert not [cell for cell in cells if set(cell) & set("\x00\x1b\u202e")]
