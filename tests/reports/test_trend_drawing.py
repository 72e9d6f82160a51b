"""Runs in a row as a drawing: nothing stands outside the sheet, and heights are as counts are."""

from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.report_model.trend import Trend
from audit.reports.trend import trend
from audit.reports.trend_drawing import SHOWN, WIDTH, Drawing, drawing
from audit.reports.trend_formats import FORMATS
from tests.reports.conftest import HOSTILE
from tests.reports.made_trend import DIGESTS, made_trend, summary

COUNTS = st.integers(0, 10**9)
SVG = "{http://www.w3.org/2000/svg}"


def _runs(counts: list[tuple[int, int, int]]) -> Trend:
    runs = [summary(1, opened, judged=f"2026-01-01T00:00:{place:02}+00:00") for place, opened in enumerate(counts)]
    return trend([(f"run-{place}", run) for place, run in enumerate(runs)])


@given(st.lists(st.tuples(COUNTS, COUNTS, COUNTS), min_size=1, max_size=59))
def test_everything_stands_on_the_sheet_and_in_its_panel(counts: list[tuple[int, int, int]]) -> None:
    drawn = drawing(_runs(counts))

    assert len(drawn.panels[0].columns) == min(len(counts), SHOWN)
    assert drawn.left_out == max(len(counts) - SHOWN, 0)
    for panel in drawn.panels:
        for column in panel.columns:
            assert column.left >= 0
            assert column.left + drawn.column <= WIDTH
            assert all(panel.top < part.top and part.top + part.height <= panel.axis + 1e-9 for part in column.parts)
            assert all(abs(upper.top + upper.height - lower.top) < 1e-9 for lower, upper in pairwise(column.parts))
    assert all(48 <= at + 12 <= WIDTH for at, _ in drawn.days)
    assert all(later - earlier >= 95 for (earlier, _), (later, _) in pairwise(drawn.days))


def test_the_run_with_most_is_the_highest_and_others_are_in_proportion() -> None:
    panel = drawing(_runs([(10, 0, 0), (5, 0, 0), (35, 0, 0)])).panels[0]
    heights = [sum(part.height for part in column.parts) for column in panel.columns]

    assert heights == pytest.approx([58 * 15 / 40, 58 * 10 / 40, 58])
    assert [column.label for column in panel.columns] == [15, 10, 40]


def test_where_there_is_no_room_only_the_highest_and_the_last_have_their_number() -> None:
    panel = drawing(_runs([(place % 7, 0, 0) for place in range(30)])).panels[0]

    assert [place for place, column in enumerate(panel.columns) if column.label is not None] == [6, 29]


def test_what_is_not_as_before_is_marked_between_the_runs() -> None:
    drawn = drawing(made_trend())
    middles = [column.middle for column in drawn.panels[0].columns]

    assert [mark.letters for mark in drawn.marks] == ["R", "IT", "I"]
    assert middles[0] < drawn.marks[0].at < middles[1]
    assert middles[3] < drawn.marks[2].at < middles[4]


def test_other_data_alone_is_no_mark() -> None:
    runs = [("a", summary(1)), ("b", summary(2, digests=DIGESTS | {"data": "x", "terms": "y", "decisions": "z"}))]

    assert drawing(trend(runs)).marks == ()


def _svg(made: Trend) -> ElementTree.Element:
    return ElementTree.fromstring(FORMATS["svg"](made))


def test_the_file_stands_alone_and_is_described() -> None:
    drawn = _svg(made_trend())

    assert drawn.attrib["role"] == "img"
    assert "none in any run" not in "".join(drawn.itertext())
    description = drawn.find(f"{SVG}desc")
    assert description is not None
    assert description.text == (
        "Blocks release: 20 open at first, 9 at last. Needs review: 310 open at first, 298 at last. "
        "For information: 0 open at first, 1 at last."
    )
    used = {value for one in drawn.iter() for value in one.attrib.values() if value.startswith("url(")}
    defined = {f"url(#{one.attrib['id']})" for one in drawn.iter(f"{SVG}pattern")}
    assert used <= defined


def test_each_state_has_a_pattern_and_a_name() -> None:
    told = FORMATS["svg"](made_trend()).decode()

    assert all(f">{name}</text>" in told for name in ("open", "in the baseline", "waived"))
    assert all(f"trend-{state}" in told for state in ("open", "baselined", "waived"))


def test_an_outcome_without_verdicts_is_told_so() -> None:
    nothing = {outcome: {"open": 0, "baselined": 0, "waived": 0} for outcome in ("note", "review", "block")}
    drawn = _svg(trend([("one", summary(1, outcomes=nothing))]))
    texts = [one.text for one in drawn.iter(f"{SVG}text")]

    assert texts.count("Blocks release: none in any run") == 1
    assert "0" not in texts
    assert not [text for text in texts if text and text.startswith("not as before")]


def test_a_name_of_a_run_is_no_part_of_the_drawing() -> None:
    assert b"owned" not in FORMATS["svg"](made_trend(HOSTILE))


def test_the_drawing_is_a_value() -> None:
    assert drawing(made_trend()) == drawing(made_trend())
    assert isinstance(drawing(made_trend()), Drawing)
