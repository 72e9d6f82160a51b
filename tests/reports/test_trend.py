"""Runs in a row: their order, what is not as before, and what of the last to look at."""

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.report_model.trend import Alert, Ending, RunSummary
from audit.reports.trend import trend
from audit.reports.trend_formats import FORMATS, on_terminal
from tests.reports.conftest import HOSTILE
from tests.reports.made_trend import DIGESTS, made_trend, summary


def _two(before: RunSummary, last: RunSummary) -> tuple[tuple[str, ...], list[Alert]]:
    made = trend([("one", before), ("two", last)])
    return made.points[1].changed, list(made.alerts)


@given(st.permutations(range(1, 8)))
def test_runs_stand_in_the_order_in_which_they_were_judged(days: list[int]) -> None:
    made = trend([(f"run-{day}", summary(day)) for day in days])

    assert [point.name for point in made.points] == [f"run-{day}" for day in range(1, 8)]


def test_judgements_of_one_moment_stand_as_they_are_given() -> None:
    made = trend([("b", summary(1)), ("a", summary(1, (0, 0, 0)))])

    assert [point.name for point in made.points] == ["b", "a"]


def test_another_zone_is_the_same_moment() -> None:
    later = summary(1, judged="2026-03-01T05:06:08+00:00")
    earlier = summary(1, judged="2026-03-01T06:06:07+01:00")

    assert [point.name for point in trend([("later", later), ("earlier", earlier)]).points] == ["earlier", "later"]


def test_a_run_that_is_given_twice_counts_once() -> None:
    assert len(trend([("one", summary(1)), ("copy", summary(1)), ("two", summary(2))]).points) == 2


@pytest.mark.parametrize(
    ("differs", "told"),
    [
        ((), ()),
        (("data",), ("data",)),
        (("terms", "decisions"), ("terms", "decisions")),
        (("rules",), ("rules",)),
        (("tool",), ("tool",)),
        (("signals",), ("tool",)),
        (("references", "signals"), ("references",)),
        (("references", "tool", "signals"), ("references", "tool")),
    ],
)
def test_what_is_not_as_before_is_named(differs: tuple[str, ...], told: tuple[str, ...]) -> None:
    changed, alerts = _two(summary(1), summary(2, digests=DIGESTS | dict.fromkeys(differs, "other")))

    assert changed == told
    assert {alert.about for alert in alerts} == {*told} & {"rules", "references", "tool"}


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ((5, 0, 0), (8, 0, 0), "3 more open verdicts by core/known-work-long: 5 to 8."),
        ((0, 1999, 0), (0, 2000, 0), "1 more open verdict by core/generated-review: 1,999 to 2,000."),
        ((5, 0, 0), (5, 0, 0), None),
        ((5, 0, 0), (3, 0, 0), None),
        ((0, 0, 0), (0, 0, 0), None),
    ],
)
def test_more_open_verdicts_are_told_by_rule(before: tuple[int, int, int], after: tuple[int, int, int], told: str | None) -> None:
    _, alerts = _two(summary(1, before, status=1), summary(2, after, status=1))

    assert [alert.told for alert in alerts] == ([told] if told else [])


def test_as_many_others_are_told() -> None:
    last = summary(2)
    last = replace(last, rules=(replace(last.rules[0], open_digest="others"), *last.rules[1:]))

    assert _two(summary(1), last)[1] == [Alert("new", "Other open verdicts by core/known-work-long than before, 14 again.")]


def test_a_rule_that_was_not_there_had_no_verdicts() -> None:
    before = summary(1)

    _, alerts = _two(replace(before, rules=before.rules[1:]), summary(2))

    assert alerts == [Alert("new", "14 more open verdicts by core/known-work-long: 0 to 14.")]


@pytest.mark.parametrize(
    ("before", "after", "abouts"),
    [
        ({"status": 0}, {"status": 1}, ["gate"]),
        ({"status": 0}, {"status": 3}, ["gate"]),
        ({"status": 3}, {"status": 1}, []),
        ({"read_share": 0.999}, {"read_share": 0.9}, ["coverage"]),
        ({"read_share": 0.999}, {"read_share": 0.9985}, []),
    ],
)
def test_a_gate_that_passed_and_less_that_was_read_are_told(
    before: dict[str, Any], after: dict[str, Any], abouts: list[str]
) -> None:
    assert [alert.about for alert in _two(summary(1, **before), summary(2, **after))[1]] == abouts


def test_what_ends_or_expired_is_told_even_of_a_single_run() -> None:
    ending = (Ending("w-1", "core/a", date(2026, 3, 2)),)

    made = trend([("one", summary(1, ending=ending, waivers={"expired": 1}))])

    assert [alert.told for alert in made.alerts] == [
        "w-1, on core/a, ends on 2026-03-02, 1 day after the judgement.",
        "1 waiver expired and let nothing pass any more.",
    ]


def test_the_table_has_a_line_a_run_and_fits_a_terminal() -> None:
    lines = on_terminal(made_trend(scale=1_000_003)).splitlines()

    assert max(map(len, lines)) <= 110
    assert [line.split()[0] for line in lines[1:6]] == [f"run-{place}" for place in range(1, 6)]
    assert "  - run-2: not as before: data, rules" in lines
    assert lines[lines.index("Look at") + 1].startswith("  - The gate is now: not passed.")


def test_a_run_alone_has_nothing_to_look_at() -> None:
    assert len(on_terminal(trend([("one", summary(1))])).splitlines()) == 2


def test_csv_has_a_row_a_run_with_its_counts() -> None:
    rows = list(csv.DictReader(io.StringIO(FORMATS["csv"](made_trend()).decode())))

    assert [row["block_open"] for row in rows] == ["20", "14", "14", "0", "9"]
    assert rows[1]["changed"] == "data; rules"
    assert rows[4]["references_digest"] == "references-3"


def test_markdown_has_a_row_a_run_and_what_to_look_at() -> None:
    told = FORMATS["markdown"](made_trend()).decode()

    assert told.count("\n| run-") == 5
    assert "## Look at\n\n* The gate is now" in told
    assert "## Look at" not in FORMATS["markdown"](trend([("one", summary(1))])).decode()


def test_json_holds_all() -> None:
    told = json.loads(FORMATS["json"](made_trend()))

    assert [point["summary"]["outcomes"]["block"]["open"] for point in told["points"]] == [20, 14, 14, 0, 9]
    assert told["alerts"][0]["about"] == "gate"


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_a_trend_gives_the_same_bytes(name: str) -> None:
    assert FORMATS[name](made_trend()) == FORMATS[name](made_trend())


@pytest.mark.parametrize("write", [lambda made: on_terminal(made).encode(), FORMATS["csv"], FORMATS["markdown"]])
def test_a_name_steers_nothing(write: Callable[..., bytes]) -> None:
    told = write(made_trend(HOSTILE)).decode()

    assert "\x1b" not in told
    assert "\u202e" not in told
