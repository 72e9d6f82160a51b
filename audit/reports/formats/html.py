"""
The report as one HTML file that stands alone: no network, no script, readable without its style sheet and in print.
"""

import re
from collections import defaultdict
from dataclasses import replace
from typing import Any

from audit.model import Kind
from audit.report_model import Exhibit, Findings, LibraryRow, Report, WorkRow
from audit.reports import wording, wording_lineage, wording_obligations, wording_redaction, wording_since
from audit.reports.composition import composition
from audit.reports.deciding import deciding
from audit.reports.explorer import Listing, Packed, fitting, packed
from audit.reports.generated_share import FEWEST_PEOPLE
from audit.reports.pages import Head, page
from audit.reports.plain import plain
from audit.reports.seal import seal
from audit.reports.trend_drawing import drawing

LONGEST_TABLE = 200
"Rows of a table on the page; the rest is counted beneath it and is in the JSON report."
NOT_FOUND = 60
"Works of a library without any match that the page names."
SITES = 40
"Rows of the table of sites, of which there may be thousands of little weight."

ORIGINS = 20
"Rows of each table by platform, publisher or owner."
MONTHS = 36
"Months of the table of dates; the chart has all."

_NOTES = 2000
"Bytes kept for what the page tells of a list that was cut."

_DIGEST = re.compile(r"@([0-9a-f]+)$")


def render(report: Report) -> bytes:
    """The whole page as UTF-8, of the size that the report allows if its list can give way; the same report, the same bytes."""
    list_of_all = packed(report)
    made = _page(report, fitting(list_of_all, report.page_bytes))
    if len(made) > report.page_bytes:
        made = _page(report, fitting(list_of_all, _room(report, made, list_of_all)))
    return seal(made)


def _room(report: Report, made: bytes, whole: Packed) -> int:
    """What the list may take of a page that came out too large with as much of it as fits by itself."""
    return report.page_bytes - (len(made) - len(fitting(whole, report.page_bytes).data)) - _NOTES


def _page(report: Report, listing: Listing) -> bytes:
    """The page with so much of the list."""
    title = f"{wording.STATUSES[report.gate.status]}: {report.title}{wording_redaction.in_title(report.redaction)}"
    return page(
        "report.html",
        Head(title, report.title, report.classification, report.created, report.tool_version),
        (*(["report.js"] if listing.rows else []), *(["report/decide.js"] if report.offers else [])),
        **values(report),
        machine=_machine(report),
        listing=listing,
        **deciding(report),
    )


def values(report: Report) -> dict[str, Any]:
    """What the templates of the report's sections are given, by name."""
    return {
        "report": report,
        "composition": composition(report),
        "drawn": drawing(report.trend) if report.trend else None,
        "works_of_libraries": _works_of_libraries(report),
        "work_of": _work_of(report),
        "exhibits_of": _exhibits_of(report),
        "rule_places": _rule_places(report),
        "longest": LONGEST_TABLE,
        "longest_sites": SITES,
        "longest_list": NOT_FOUND,
        "longest_months": MONTHS,
        "longest_origins": ORIGINS,
        "fewest_people": FEWEST_PEOPLE,
        "wording": wording,
        "since_words": wording_since,
        "source_words": wording_lineage,
        "duty_words": wording_obligations,
        "redaction_words": wording_redaction,
    }


def _rule_places(report: Report) -> dict[str, dict[str, Any]]:
    """By rule, its place on the page, and what is told of it elsewhere."""
    told = ((place, row.rule) for place, row in enumerate(report.rules, 1))
    return {rule.id: {"place": place, "title": rule.title, "citations": rule.citations} for place, rule in told}


def _machine(report: Report) -> dict[str, Any]:
    """The report without exhibits and list of findings, and no more domains than are shown, for a program that reads it back."""
    shown: dict[str, Any] = plain(replace(report, exhibits=(), findings=Findings()))
    del shown["exhibits"], shown["findings"]
    shown["sources"]["domains"] = shown["sources"]["domains"][:SITES]
    return shown


def _works_of_libraries(report: Report) -> list[tuple[LibraryRow | None, list[WorkRow]]]:
    """Works with matches by library, in the order of the libraries; last those of libraries that the run does not list."""
    rows: dict[str, list[WorkRow]] = defaultdict(list)
    for work in report.works:
        rows[work.library].append(work)
    listed = [(library, rows.pop(library.library)) for library in report.searched if library.library in rows]
    return [*listed, *((None, found) for found in rows.values())]


def _work_of(report: Report) -> dict[int, WorkRow]:
    """The work that an exhibit shows, by the exhibit's number."""
    works = {(work.library, work.work): work for work in report.works}
    places = {exhibit.number: (_library(exhibit), exhibit.attributes.get("work")) for exhibit in report.exhibits}
    return {number: works[place] for number, place in places.items() if place in works}


def _library(exhibit: Exhibit) -> str:
    """The first digits of the digest of the library that an exhibit was compared with; empty where it names none."""
    found = _DIGEST.search(exhibit.reference or "")
    return found[1] if found else ""


def _exhibits_of(report: Report) -> dict[str, list[int]]:
    """Numbers of the exhibits that show a rule, or a work, platform, family or licence, by its name."""
    numbers: dict[str, list[int]] = defaultdict(list)
    for exhibit in report.exhibits:
        named = [str(exhibit.attributes[key]) for key in ("platform", "family", "spdx") if key in exhibit.attributes]
        if "work" in exhibit.attributes:
            named.append(f"work {_library(exhibit)}/{exhibit.attributes['work']}")
        if exhibit.kind is Kind.GENERATED and "family" not in exhibit.attributes:
            named.append("not named")
        for name in dict.fromkeys((*exhibit.rules, *named)):
            numbers[name].append(exhibit.number)
    return dict(numbers)
