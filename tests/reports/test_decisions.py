"""What people decided is told with who, why and until when; what has to be looked at comes first."""

import json
import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from audit.model import WaiverState
from audit.report_model import Decisions, Report
from audit.reports import render, summary
from audit.reports.wording import WAIVER_REASONS, WAIVER_STATES
from audit.waivers import REASONS

Make = Callable[..., Report]


def section(report: Report) -> str:
    """The part of the page, without tags."""
    page = render(report, "html").decode()
    found = re.search(r'<section id="decisions".*?</section>', page, re.DOTALL)
    assert found
    return " ".join(re.sub(r"<[^>]+>", " ", found.group()).split())


def test_who_why_until_when_and_on_what_evidence_is_told(make_report: Make) -> None:
    told = section(make_report())

    for words in (
        "Mira Lund",
        "approved by Nils Berg",
        "The contract lets us train.",
        "https://example.org/contracts/12",
        "2026-03-10",
    ):
        assert words in told
    assert "A licence was acquired" in told
    assert "2 findings of work alice" in told


def test_what_has_to_be_looked_at_comes_first_with_its_mend(make_report: Make) -> None:
    told = section(make_report())

    assert "2 waivers have to be looked at." in told
    assert told.index("press-2 , does not match: its group is another one; none is let pass. To do: look again") < told.index(
        "Waivers: who lets what pass"
    )
    assert "The gate was not asked to fail on them" in told


def test_a_strict_gate_was_asked(make_report: Make) -> None:
    strict = make_report(decisions=replace(make_report().decisions, strict=True))

    assert "The gate was not asked" not in section(strict)


def test_evidence_is_text_and_no_link(make_report: Make) -> None:
    assert 'href="https://example.org/contracts' not in render(make_report(), "html").decode()


BASELINES = [
    (False, "Open verdicts that are in it count for the gate like others."),
    (True, "Only verdicts that are not in it fail the gate."),
]


@pytest.mark.parametrize(("new", "said"), BASELINES)
def test_the_baseline_is_counted(make_report: Make, new: bool, said: str) -> None:
    told = section(make_report(decisions=replace(make_report().decisions, fail_on_new=new)))

    assert "3 open verdicts are in the baseline, 310 are new" in told
    assert "12 verdicts are accepted as known" in told
    assert "1 of its lines has no verdict any more" in told
    assert said in told


def test_rules_tell_new_ones_apart_where_there_is_a_baseline(make_report: Make) -> None:
    page, plain = (render(make_report(**changes), "html").decode() for changes in ({}, {"decisions": Decisions()}))

    cells = re.findall(r'<td class="number">(\d+)</td>', page[page.index('id="rules-caption"') :])
    assert cells[:5] == ["14", "11", "3", "2", "12"]
    assert ">In the baseline<" in page
    assert ">In the baseline<" not in plain


def test_where_nobody_decided_that_is_said(make_report: Make) -> None:
    assert "no waiver and no baseline was given, so every verdict is open" in section(make_report(decisions=Decisions()))


def test_an_exhibit_names_what_lets_it_pass(make_report: Make) -> None:
    report = make_report(exhibits=3)
    first, second, third = report.exhibits
    shown = (
        replace(first, waivers=("press-1",)),
        replace(second, waivers=("press-2",), open=False, new=False),
        replace(third, new=False),
    )

    page = render(replace(report, exhibits=shown), "html").decode()

    assert "by <bdi>press-1</bdi>, though not every verdict</dd>" in page
    assert "by <bdi>press-2</bdi></dd>" in page
    assert '<dd>what is open is in the <a href="#decisions">baseline</a></dd>' in page


def test_the_json_report_says_the_same(make_report: Make) -> None:
    told = json.loads(render(make_report(), "json"))["report"]["decisions"]

    assert (told["waived"], told["baselined"], told["new"], told["baseline_stale"]) == (2, 3, 310, 1)
    assert told["waivers"][0]["state"] == "expired"


def test_the_terminal_tells_counts_and_what_has_to_be_done(make_report: Make) -> None:
    told = summary(make_report())

    assert "  4 waivers, 2 verdicts waived\n  baseline: 3 open verdicts known, 310 new, 1 stale line\n" in told
    assert "- press-1, expired: it ended on 2026-03-01; its verdicts are open again; renew it, or take it" in told
    assert "press-4" not in told


def test_the_terminal_is_silent_where_nothing_was_decided(make_report: Make) -> None:
    assert "Decisions" not in summary(make_report(decisions=Decisions()))
    only = replace(make_report().decisions, baseline_entries=0)
    assert "baseline" not in summary(make_report(decisions=only))
    assert "stale" not in summary(make_report(decisions=replace(make_report().decisions, baseline_stale=0)))


def test_every_state_and_reason_has_words() -> None:
    assert set(WAIVER_STATES) == set(WaiverState)
    assert set(WAIVER_REASONS) == set(REASONS)
