"""Formats: their registry, JSON, and equal counts in all of them."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType

import pytest

from audit.errors import UsageError
from audit.model import Kind, Span
from audit.report_model import Report
from audit.reports import formats, render
from audit.reports.plain import plain

NAMES = ("failed", "passed", "incomplete", "empty", "huge", "hostile", "scripts")


def test_formats_are_found_by_their_files() -> None:
    assert {"html", "json"} <= set(formats())


def test_an_unknown_format_is_refused_with_those_there_are(make_report: Callable[..., Report]) -> None:
    with pytest.raises(UsageError, match=r"no report format named 'docx'; there are: .*html, .*json"):
        render(make_report(), "docx")


@pytest.mark.parametrize("format", formats())
@pytest.mark.parametrize("name", ["failed", "hostile"])
def test_the_same_report_gives_the_same_bytes(kinds_of_report: dict[str, Report], name: str, format: str) -> None:
    report = kinds_of_report[name]
    if format == "pdf":  # each exhibit takes its time to lay out
        report = replace(report, exhibits=report.exhibits[:2])

    assert render(report, format) == render(report, format)


@pytest.mark.parametrize("name", NAMES)
def test_json_is_ascii_and_holds_the_whole_report(kinds_of_report: dict[str, Report], name: str) -> None:
    document = json.loads(render(kinds_of_report[name], "json").decode("ascii"))

    assert (document["format"], document["version"]) == ("corpus-audit/report", 1)
    assert document["report"] == plain(kinds_of_report[name])


def test_json_has_its_keys_sorted(make_report: Callable[..., Report]) -> None:
    content = render(make_report(), "json")

    assert content == (json.dumps(json.loads(content), indent=2, sort_keys=True) + "\n").encode()


@pytest.mark.parametrize("name", NAMES)
def test_the_page_and_json_carry_the_same_data(kinds_of_report: dict[str, Report], name: str) -> None:
    page = render(kinds_of_report[name], "html").decode()
    block = re.search(r'<script type="application/json" id="report-data">(.*?)</script>', page, re.DOTALL)
    report = json.loads(render(kinds_of_report[name], "json"))["report"]
    del report["exhibits"], report["findings"]
    report["sources"]["domains"] = report["sources"]["domains"][:40]  # as many as the page shows

    assert block
    assert json.loads(block[1]) == report


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Kind.SCRAPED, "scraped"),
        (Span(1, 2), {"start": 1, "end": 2}),
        (MappingProxyType({"a": (1, 2.5, True)}), {"a": [1, 2.5, True]}),
        (date(2024, 2, 29), "2024-02-29"),
        ([None, "x"], [None, "x"]),
    ],
)
def test_values_become_plain(value: object, expected: object) -> None:
    assert plain(value) == expected


def test_a_mapping_of_any_kind_becomes_an_object() -> None:
    assert isinstance(plain(MappingProxyType({})), Mapping)
