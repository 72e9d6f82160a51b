"""The report on a terminal."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from audit.report_model import Report
from audit.reports import summary

NAMES = ("failed", "passed", "incomplete", "empty", "huge", "hostile", "scripts")


@pytest.mark.parametrize("name", NAMES)
def test_lines_are_short_and_carry_no_control_character(kinds_of_report: dict[str, Report], name: str) -> None:
    text = summary(kinds_of_report[name])

    assert max(map(len, text.splitlines())) <= 100
    assert not [c for c in text if c != "\n" and (ord(c) < 32 or 0x7F <= ord(c) < 0xA0 or c in "\u202e\u2028")]


@pytest.mark.parametrize(("name", "word"), [("failed", "NOT PASSED"), ("passed", "PASSED"), ("incomplete", "INCOMPLETE")])
def test_the_result_comes_first(kinds_of_report: dict[str, Report], name: str, word: str) -> None:
    assert summary(kinds_of_report[name]).startswith(word)


def test_coverage_findings_verdicts_and_next_steps_follow(kinds_of_report: dict[str, Report]) -> None:
    text = summary(kinds_of_report["failed"])
    places = [text.index(part) for part in ("\nRead\n", "\nFound ", "\nVerdicts by rule", "\nWhat to do next\n")]

    assert places == sorted(places)


def test_counts_are_the_reports(make_report: Callable[..., Report]) -> None:
    report = make_report(9)
    text = summary(report)

    assert all(f"{row.findings:,}" in text for row in report.kinds)
    assert all(f"{row.open:,}" in text for row in report.rules)


def test_nothing_found_is_said_with_its_limit(kinds_of_report: dict[str, Report]) -> None:
    assert "nothing, in what was checked" in summary(kinds_of_report["empty"])


def test_without_next_steps_none_are_announced(make_report: Callable[..., Report]) -> None:
    report = make_report()

    assert "What to do next" not in summary(replace(report, gate=replace(report.gate, next_steps=())))


def test_the_works_of_which_most_was_found_are_named(make_report: Callable[..., Report]) -> None:
    report = make_report()

    text = summary(report)

    assert text.count("The Ferry and the Fog, volume") + text.count("  work-") == 3
    assert "volume 1" not in text
    assert "  our works: 5 searched, 4 with findings, 0 with clues only, 1 without a match" in text


def test_sources_and_signals_are_told_with_what_is_not_known(make_report: Callable[..., Report]) -> None:
    text = summary(make_report())

    assert "  Questions and answers" in text
    assert "  Address only: the kind of site is not known" in text
    assert "  Training, by signals up to the capture: reserved 30.0%, allowed 10.0%, not known 60.0% of words" in text


@pytest.mark.parametrize(("reviews", "said"), [({"core": "", "house": "A. Counsel"}, True), ({"house": "A. Counsel"}, False)])
def test_rules_that_no_counsel_reviewed_are_named(
    make_report: Callable[..., Report], reviews: dict[str, str], said: bool
) -> None:
    assert ("not reviewed by counsel: the rules of core" in summary(make_report(reviews=reviews))) is said
