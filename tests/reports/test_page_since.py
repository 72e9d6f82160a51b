"""The page's part about what changed since an earlier run."""

import re
from collections.abc import Callable

import pytest

from audit.report_model import Report
from audit.report_model.since import RunFacts, Since
from audit.reports import render
from tests.reports.conftest import HOSTILE
from tests.reports.made_since import made_since

Make = Callable[..., Report]


def _part(report: Report) -> str:
    found = re.search(r'<section id="since".*?</section>', render(report, "html").decode(), re.DOTALL)
    return found[0] if found else ""


@pytest.fixture
def part(make_report: Make) -> str:
    return _part(make_report(since=made_since()))


def test_nothing_is_told_where_nothing_was_compared(make_report: Make) -> None:
    assert _part(make_report()) == ""
    assert 'href="#since"' not in render(make_report(), "html").decode()


def test_counts_before_and_now_are_told(part: str) -> None:
    cells = re.findall(r'<th scope="row">Verdicts</th>(.*?)</tr>', part)[0]

    assert re.findall(r">([\d,]+)<", cells) == ["20", "5", "3", "1", "16", "22"]


@pytest.mark.parametrize(
    "told",
    [
        "<b>Reference index</b>: ",
        "<td>reference index</td>",
        "<td>data and tool</td>",
        "core/unlicensed-share",
        "; and 2 more.",
        "<td>waived</td><td>decisions</td>",
    ],
)
def test_each_change_is_told_with_its_cause(part: str, told: str) -> None:
    assert told in part


def test_rows_that_did_not_change_are_not_listed(part: str) -> None:
    assert "<td>unchanged</td>" not in part


def test_the_same_run_again_is_told_so(make_report: Make) -> None:
    run = RunFacts("run-3", "2026-02-01", "0.1.0", "p", 1, 1, 1, 1)

    part = _part(make_report(since=Since(run, run)))

    assert "are the same in both runs" in part
    assert part.count("<table>") == 1


def test_text_of_a_corpus_stays_text(make_report: Make) -> None:
    part = _part(make_report(since=made_since(HOSTILE)))

    assert "<script" not in part
    assert "<img" not in part
