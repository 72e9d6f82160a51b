"""What an exhibit tells of its work, its rules and its method, and that nothing unknown reads as known."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from audit.model import Quote
from audit.report_model import DetectorRow, Exhibit, Report, Tally
from audit.reports import render

MakeReport = Callable[..., Report]


def _card(report: Report, number: int = 1) -> str:
    """The text of an exhibit on the page."""
    page = render(report, "html").decode()
    card = page.split(f'id="exhibit-{number}"')[1].split("</article>")[0]
    return " ".join(re.sub(r"<[^>]+>", "", card).split())


def _changed(report: Report, **changes: object) -> Report:
    """The report with another first exhibit."""
    first: Exhibit = replace(report.exhibits[0], **changes)  # type: ignore[arg-type]
    return replace(report, exhibits=(first, *report.exhibits[1:]))


@pytest.mark.parametrize(
    "told",
    [
        "RulesA long passage of a known work (An Act on Works, section 4, 2021-06-07)",
        "RightsPublic domain: public-domain, worded as “free, so they say”, in EU",
        "Stated byworks.toml: title, author. its own head: year. Not known: holder.",
        f"Found byknown-work, version 3, signals and libraries {'1c' * 32}; its thresholds, how often it errs,",
        f"Againstworks/work-2@aa11; library our works, digest {'aa11' * 8}. Of its 5 works, 4 were found, 0 with clues",
        "Still there?corpus-audit",
        "In the work only7 words",
    ],
)
def test_an_exhibit_tells(make_report: MakeReport, told: str) -> None:
    assert told in _card(make_report())


def test_a_work_of_which_nothing_is_stated_names_no_source_of_fields(make_report: MakeReport) -> None:
    report = make_report()
    bare = tuple(replace(work, stated=(), not_given=(), licence_given_as="") for work in report.works)

    assert "Stated byworks.toml." in _card(replace(report, works=bare))


def test_a_detector_that_the_report_does_not_list_is_named_without_its_method(make_report: MakeReport) -> None:
    card = _card(make_report(detectors=(), libraries=(), searched=()))

    assert "Found byknown-work, version 3 Against" in card
    assert "library" not in card.split("Against")[1]


def test_thresholds_are_told_where_there_are_some(make_report: MakeReport) -> None:
    report = make_report()
    none = tuple(DetectorRow(row.name, row.version, row.summary, row.misses, ()) for row in report.detectors)
    page, without = (render(one, "html").decode() for one in (report, replace(report, detectors=none)))

    assert "Thresholds</strong>: finding words 14; identical similarity 0.995; minor similarity 0.85." in page
    assert "by its similarity: identical from 99.5%, with minor changes from 85.0%, below" in page
    assert "by its similarity." in without
    assert "Thresholds</strong>" not in without


def test_a_long_passage_says_that_its_middle_was_not_compared(make_report: MakeReport) -> None:
    long = _changed(make_report(), quote=Quote("", "text", "", 900))

    assert "the middle of so long a passage is not kept" in _card(long)
    assert "the middle" not in _card(make_report())


def test_a_share_that_was_not_measured_is_not_told(make_report: MakeReport) -> None:
    report = make_report()
    tally = report.exhibits[0].tally
    counted = tuple(replace(one, share_of_document=None, share_of_work=None) for one in tally.counted)
    card = _card(_changed(report, tally=replace(tally, counted=counted)))

    assert "of the document" not in card.split("Counted")[1].split("In the corpus")[0]


def test_an_exhibit_that_was_compared_with_nothing_counts_nothing(make_report: MakeReport) -> None:
    assert "Counted:" not in _card(_changed(make_report(), tally=Tally(), left=(), right=()))


def test_kinds_of_passages_that_no_work_has_are_no_switches(make_report: MakeReport) -> None:
    page, none = (render(make_report(work_totals=totals), "html").decode() for totals in (make_report().work_totals, ()))

    assert re.findall(r'id="passages-(\w+)"', page) == ["identical", "minor", "free"]
    assert 'id="count-passages"' not in none
