"""Tables as CSV, and the list of the largest domains."""

import csv
import io
from collections.abc import Callable
from dataclasses import replace

import pytest

from audit.report_model import Report
from audit.reports import render
from audit.reports.sheet import sheet
from tests.reports.made_sources import made_sources

CELLS = [
    ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
    ("+1", "'+1"),
    ("-1", "'-1"),
    ("@SUM(A1)", "'@SUM(A1)"),
    ("  =1", "'  =1"),
    ("\t=1", "' =1"),
    ("a=b", "a=b"),
    ('with "quotes", and commas', 'with "quotes", and commas'),
    ("two\nlines", "two lines"),
    ("right\u202eleft", "right‹RLO›left"),
    (None, ""),
    (0.25, "0.250000"),
    (-3, "-3"),
]


@pytest.mark.parametrize(("value", "cell"), CELLS)
def test_a_cell_is_never_a_formula_and_hides_nothing(value: object, cell: str) -> None:
    assert list(csv.reader(io.StringIO(sheet(("a",), [(value, "x")]).decode(), newline="")))[1] == [cell, "x"]


def test_domains_are_written_largest_first_with_the_shorter_list_marked(make_report: Callable[..., Report]) -> None:
    rows = list(csv.DictReader(io.StringIO(render(make_report(), "domains-csv").decode())))

    assert [row["rank"] for row in rows] == [str(rank) for rank in range(1, 43)]
    assert [row["in_smaller_list"] for row in rows] == ["yes"] * 21 + ["no"] * 21
    assert rows[0] == {
        "rank": "1",
        "domain": "site-1.example",
        "publisher": "",
        "kind": "",
        "records": "90",
        "words": "9000",
        "bytes": "54000",
        "share_of_bytes": "0.010000",
        "cumulative_share": "0.010000",
        "first_capture": "2021-01-01",
        "last_capture": "2021-01-02",
        "in_smaller_list": "yes",
    }


def test_without_domains_only_the_head_is_written(make_report: Callable[..., Report]) -> None:
    report = make_report(sources=replace(made_sources(), domains=()))

    assert render(report, "domains-csv").decode().splitlines()[1:] == []
