"""The page on sites: where the corpus comes from, what sites said, the largest domains, and who reviewed the rules."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from html import unescape

import pytest

from audit.report_model import Report, SiteRow, Sources
from audit.reports import render
from tests.reports.made_sources import made_sources

MakeReport = Callable[..., Report]


def _text(report: Report, section: str) -> str:
    """The words of one section, as a reader sees them."""
    page = render(report, "html").decode()
    start = page.index(f'<section id="{section}"')
    inside = page[start : page.index("</section>", start)]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", inside)).split())


def test_kinds_are_named_in_words_and_unknown_ones_by_their_own_name(make_report: MakeReport) -> None:
    text = _text(make_report(), "sources")

    assert "Questions and answers 3 sites" in text
    assert "Larch bark no address" in text
    assert "Qa" not in text


def test_what_is_not_known_never_reads_as_nothing_kept_back(make_report: MakeReport) -> None:
    text = _text(make_report(), "sources")

    assert "30.0% 70.0% not known" in text
    assert "0% 60.0% 0%" in text  # at capture all is allowed, latest part is kept back, terms restrict nothing
    assert "Example Press 2 sites Share of words 0% 0% so far 0 20 20 by page not known not known not known" in text


def test_tables_that_are_cut_say_so(make_report: MakeReport) -> None:
    text = _text(make_report(), "sources")

    assert "The first 1 of 250 publishers are listed here" in text


def test_the_share_without_address_or_mark_is_told_first(make_report: MakeReport) -> None:
    text = _text(make_report(), "sources")

    assert "25.0% of all words are of documents that state no address with a domain" in text
    assert "12.3% of all words bear neither an address nor a mark" in text
    assert text.index("12.3% of all words") < text.index("By kind of source")


SITES = [
    ("several dates", {"first_captured": (2020, 1), "last_captured": (2021, 2)}, "2020-01 to 2021-02"),
    ("one month", {"first_captured": (2020, 1), "last_captured": (2020, 1)}, "2020-01 Not known"),
    ("no date", {}, "no date"),
    (
        "part kept back",
        {"signal_at_capture": "disallowed", "reserved_words": 25},
        "Reserved 25.0% of its words latest: not known",
    ),
    ("kept back later", {"signal_latest": "disallowed"}, "Not known latest: reserved"),
    ("terms", {"terms_class": "no_ai"}, "No AI training"),
    ("an owner", {"publisher": "A", "group_name": "B"}, "A , B"),
    ("a platform", {"platform": "blogger", "hosts": 2}, "blogger 2 hosts"),
]


@pytest.mark.parametrize(("changes", "expected"), [case[1:] for case in SITES], ids=[case[0] for case in SITES])
def test_a_site_is_told_with_its_dates_signals_and_terms(
    make_report: MakeReport, changes: dict[str, object], expected: str
) -> None:
    dated = {name: date(*value, 3) if isinstance(value, tuple) else value for name, value in changes.items()}
    plain = {"platform": None, "publisher": None, "source_kind": None}
    site = SiteRow("a.example", documents=4, words=100, word_share=0.1, **{**plain, **dated})  # type: ignore[arg-type]

    assert expected in _text(make_report(sites=(site,)), "sources")


def test_months_are_a_chart_and_a_table_of_the_last_ones(make_report: MakeReport) -> None:
    report = make_report()
    text = _text(report, "sources")

    assert "The last 36 of 40 months are listed here" in text
    assert "2019-01 to 2022-04, 49 at most in a month" in text
    assert render(report, "html").decode().count('class="part-4" fill="#b4544a" x=') >= 30


def test_a_corpus_without_dates_says_that_there_is_no_trend(make_report: MakeReport) -> None:
    report = make_report(sources=replace(made_sources(), months=()))

    assert "No document bears a date, so there is no trend by month." in _text(report, "sources")


def test_all_dated_leaves_the_undated_out(make_report: MakeReport) -> None:
    report = make_report()
    all_dated = replace(report, coverage=replace(report.coverage, documents_without_date=0))

    assert "1,140 documents without a date are in no month." in _text(report, "sources")
    assert "without a date" not in _text(all_dated, "sources")


def test_consent_is_told_by_state_mechanism_contradiction_and_agent(make_report: MakeReport) -> None:
    text = _text(make_report(), "consent")

    for words in (
        "Signals on training, at capture Reserved Share of words 30.0% 300 30 3",
        "Signals on training, latest seen Reserved",
        "Terms in force on the document's date No AI training",
        "Signals allow training, terms keep scraping or training back",
        "robots.txt, for agents that gather training data",
        "a mechanism of tomorrow",
        "Any agent that is not named Any purpose 9 11.1% 22.2% 66.7% 3.0% 30",
        "LarchBot Training 4 100% 0% 0% 30.0% 300",
        "The first 2 of 70 agents are listed here",
        "Not known is not consent.",
    ):
        assert words in text


def test_where_no_signal_was_seen_the_page_says_why_that_may_be(make_report: MakeReport) -> None:
    text = _text(make_report(sources=Sources()), "consent")

    assert "No signal of any site that closes something was seen." in text
    assert "By agent" not in text


def test_the_largest_domains_are_listed_with_the_rule_of_counting(make_report: MakeReport) -> None:
    text = _text(make_report(), "domains")

    assert "42 in the top 10% 42.0% of that text" in text
    assert "21 for a small or medium enterprise 21.0% of that text" in text
    assert "How it is counted." in text
    assert "site-21.example the last for a small or medium enterprise" in text
    assert "The first 40 of 42 are listed here; the JSON report has all" in text
    assert "3,984 of 11,984 documents state no address with a domain" in text


def test_a_short_list_of_domains_is_whole(make_report: MakeReport) -> None:
    sources = made_sources()
    text = _text(make_report(sources=replace(sources, domains=sources.domains[:1], domains_smaller=1)), "domains")

    assert "writes this list as a table." in text
    assert "the last for" not in text


def test_without_an_address_no_domain_is_known(kinds_of_report: dict[str, Report]) -> None:
    assert "so the largest domains are not known" in _text(kinds_of_report["empty"], "domains")
    assert "There was no document to ask for." in _text(kinds_of_report["empty"], "consent")


REVIEWS = [
    ("nobody", {"core": "", "house": ""}, "not reviewed by counsel: no pack of them states that it was (core, house)."),
    ("some", {"core": "", "house": "A. Counsel"}, "Rules of core were not reviewed by counsel , as these packs state. Reviewed"),
    ("all", {"core": "B", "house": "A"}, "Reviewed, as their packs state: core ( B ), house ( A )."),
]


@pytest.mark.parametrize(("reviews", "expected"), [case[1:] for case in REVIEWS], ids=[case[0] for case in REVIEWS])
def test_the_first_page_says_who_reviewed_the_rules(make_report: MakeReport, reviews: dict[str, str], expected: str) -> None:
    assert expected in _text(make_report(reviews=reviews), "verdict")


def test_estimated_shares_stand_beside_what_is_attributed_and_attribute_nothing(make_report: MakeReport) -> None:
    text = _text(make_report(), "sources")

    for words in (
        "Estimated, with what cannot be attributed Attributed by findings",
        "News Estimated share of documents 31.0%, between 26.2% and 35.8% 31.0% 26.2% to 35.8% 3.3% 30",
        "attributes no single record",
        "Of the estimates measured then, 91.4% were at most 4 points off.",
        "The model answered for 900 of 1,000 documents",
        "It did not answer for the others: 80 of fewer than 40 words; 20 in other letters.",
    ):
        assert words in text


@pytest.mark.parametrize(("attributed", "is_told"), [(0.31, False), (0.32, True)])
def test_findings_that_exceed_an_estimate_are_called_the_surer(make_report: MakeReport, attributed: float, is_told: bool) -> None:
    sources = made_sources()
    rows = (replace(sources.estimates[0], attributed_share=attributed), *sources.estimates[1:])

    text = _text(make_report(sources=replace(sources, estimates=rows)), "sources")

    assert ("the findings are the surer of the two" in text) == is_told


def _basis(**changes: object) -> Sources:
    sources = made_sources()
    assert sources.estimates_basis
    return replace(sources, estimates_basis=replace(sources.estimates_basis, **changes))  # type: ignore[arg-type]


def test_a_model_that_does_not_tell_its_error_and_answered_for_all_says_no_more(make_report: MakeReport) -> None:
    text = _text(make_report(sources=_basis(within_4_points=None, unanswered="")), "sources")

    assert "interval that held 95%" in text
    assert "4 points" not in text
    assert "It did not answer" not in text


def test_where_shares_were_not_estimated_the_page_says_why(make_report: MakeReport) -> None:
    sources = replace(_basis(why_none="the corpus is small"), estimates=())

    assert "kind of site were not estimated: the corpus is small." in _text(make_report(sources=sources), "sources")


def test_where_no_model_took_part_nothing_is_said_of_estimates(make_report: MakeReport) -> None:
    sources = replace(made_sources(), estimates=(), estimates_basis=None)

    assert "estimated" not in _text(make_report(sources=sources), "sources").lower()
