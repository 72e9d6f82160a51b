"""What the corpus is made of."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from audit.report_model import Report, SiteRow
from audit.reports.composition import composition

MakeReport = Callable[..., Report]


def _site(kind: str | None, share: float) -> SiteRow:
    return SiteRow("a.example", None, None, kind, 1, 1, share)


def test_kinds_are_added_up_largest_first_and_the_rest_comes_last(make_report: MakeReport) -> None:
    report = make_report(sites=(_site("news", 0.125), _site(None, 0.0625), _site("news", 0.25)))

    assert [(part.name, part.share, part.start, part.known) for part in composition(report)] == [
        ("News", 0.375, 0.0, True),
        ("Sites of unknown kind", 0.0625, 0.375, True),
        ("Other sites, and records without an address", 0.5625, 0.4375, False),
    ]


def test_no_rest_is_shown_where_there_is_none(make_report: MakeReport) -> None:
    assert [part.name for part in composition(make_report(sites=(_site("wiki", 1.0),)))] == ["Wikis"]


@pytest.mark.parametrize("words", [0])
def test_a_corpus_without_words_is_made_of_nothing(make_report: MakeReport, words: int) -> None:
    report = make_report()

    assert composition(replace(report, coverage=replace(report.coverage, words=words))) == ()
