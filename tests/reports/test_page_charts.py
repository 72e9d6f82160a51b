"""The page's charts: the trend over runs, open verdicts by source, and places in a work."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from audit.report_model import Report, RiskRow, Sources
from audit.reports import render
from tests.reports.conftest import HOSTILE
from tests.reports.made_trend import made_trend, summary

Make = Callable[..., Report]


def _page(report: Report) -> str:
    return render(report, "html").decode()


def _part(report: Report, name: str) -> str:
    found = re.search(f'<section id="{name}".*?</section>', _page(report), re.DOTALL)
    return found[0] if found else ""


def _bars(part: str) -> list[str]:
    return re.findall(r'<svg class="bar" viewBox="0 0 300 12".*?</svg>', part, re.DOTALL)


def test_without_other_runs_there_is_no_trend(make_report: Make) -> None:
    page = _page(make_report())

    assert '<section id="trend"' not in page
    assert 'href="#trend"' not in page


def test_the_trend_has_a_drawing_a_table_and_what_to_look_at(make_report: Make) -> None:
    part = _part(make_report(trend=made_trend()), "trend")

    assert '<svg class="trend"' in part
    assert part.count('<th scope="row">') == 5
    assert "<td>data, rules</td>" in part
    assert "w-1, on core/known-work-long, ends on 2026-04-08" in part
    assert "<details open>" in part
    assert "xmlns" not in part


def test_many_runs_are_drawn_in_part_and_their_table_is_folded(make_report: Make) -> None:
    from audit.reports.trend import trend

    runs = [(f"run-{place}", summary(1, judged=f"2026-01-01T00:00:{place:02}+00:00")) for place in range(45)]
    part = _part(make_report(trend=trend(runs)), "trend")

    assert "the last 40 runs" in part
    assert "<details>" in part
    assert part.count('<th scope="row">') == 45
    assert '<ul class="reasons">' not in part


@pytest.mark.parametrize("section", ["trend", "overview"])
def test_text_of_others_stays_text(make_report: Make, section: str) -> None:
    risk = (RiskRow(HOSTILE, "site", 1, 9, 1, 0, 0),)
    part = _part(make_report(text=HOSTILE, trend=made_trend(HOSTILE), sources=replace(Sources(), risk=risk)), section)

    assert "&lt;/script&gt;" in part
    assert "<script" not in part
    assert "<img" not in part


def test_a_source_has_a_bar_with_its_figures(make_report: Make) -> None:
    rows = (
        RiskRow("forum.example", "site", 1, 1000, 500, 250, 0),
        RiskRow("", "none", 1, 5, 0, 0, 0),
        RiskRow("", "others", 7, 9, 0, 0, 1),
    )
    part = _part(make_report(sources=replace(Sources(), risk=rows)), "overview")
    bars = _bars(part)

    assert "Of 1,000 documents: 500 blocked, 250 to review, 0 noted." in bars[0]
    assert re.findall(r'class="outcome-(\w+)"[^>]*x="([\d.]+)"[^>]*width="([\d.]+)"', bars[0]) == [
        ("block", "0.00", "150.00"),
        ("review", "150.00", "75.00"),
    ]
    assert "outcome-" not in bars[1]
    assert '<span class="none">no source stated</span>' in part
    assert "7 further sources" in part
    assert '<td class="number">75.0%</td>' in part


def test_a_small_share_can_be_seen_and_does_not_leave_the_bar(make_report: Make) -> None:
    rows = (RiskRow("a", "site", 1, 1_000_000, 999_998, 1, 1),)
    bar = _bars(_part(make_report(sources=replace(Sources(), risk=rows)), "overview"))[0]
    parts = [(float(x), float(width)) for x, width in re.findall(r'class="outcome-[^>]*x="([\d.]+)"[^>]*width="([\d.]+)"', bar)]

    assert all(x + width <= 300.01 for x, width in parts)


def test_without_open_verdicts_there_is_no_table_of_sources(make_report: Make) -> None:
    part = _part(make_report(sources=replace(Sources(), risk=(RiskRow("a", "site", 1, 9, 0, 0, 0),))), "overview")

    assert "risk-caption" not in part


def test_places_in_a_work_are_told_in_figures(make_report: Make) -> None:
    report = make_report()
    many = tuple((place / 100, place / 100 + 0.001) for place in range(50))
    works = (
        replace(report.works[0], work="a", intervals=((0.1, 0.2), (0.5, 0.512)), passages=2, findings=2),
        replace(report.works[0], work="b", intervals=many, passages=50, findings=50),
    )
    part = _part(make_report(works=works), "works")

    assert "<summary>2 passages</summary>10.00% to 20.00%; 50.00% to 51.20%</details>" in part
    assert "; and 10 more</details>" in part


def test_parts_differ_by_pattern_and_not_by_colour_alone(make_report: Make) -> None:
    page = _page(make_report(trend=made_trend()))
    defined = set(re.findall(r'<pattern id="(mesh-\d)"', page))

    assert set(re.findall(r"url\(#([\w-]+)\)", page)) <= defined
    assert len(re.findall(r'<svg class="stack".*?</svg>', page, re.DOTALL)) > 0
    assert '<rect fill="url(#mesh-1)"' in page
