"""
The report as one HTML file that stands alone: no network, no script, readable without its style sheet and in print.

Whatever comes from the corpus is escaped by the template engine, and characters that hide or reorder text are shown by
name. The page's own policy allows nothing but its style sheet, by digest.
"""

import re
from base64 import b64encode
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from hashlib import sha256
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from audit import bundled
from audit.model import Evidence, Kind
from audit.report_model import Exhibit, Findings, LibraryRow, Report, WorkRow
from audit.reports import wording, wording_lineage, wording_obligations, wording_since
from audit.reports.compare import rows
from audit.reports.composition import composition
from audit.reports.generated_share import FEWEST_PEOPLE
from audit.reports.plain import plain
from audit.reports.seal import seal
from audit.reports.visible import meaning, pieces, visible

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

_DIGEST = re.compile(r"@([0-9a-f]+)$")


def render(report: Report) -> bytes:
    """The whole page as UTF-8; the same report gives the same bytes."""
    environment = _environment()
    style = Markup(environment.get_template("report.css").render(report=report))  # noqa: S704  our own file; its values are escaped
    page = environment.get_template("report.html").render(
        report=report,
        style=style,
        style_digest=b64encode(sha256(style.encode()).digest()).decode(),
        machine=_machine(report),
        composition=composition(report),
        works_of_libraries=_works_of_libraries(report),
        work_of=_work_of(report),
        exhibits_of=_exhibits_of(report),
        rule_places={row.rule.id: {"place": place, "title": row.rule.title} for place, row in enumerate(report.rules, 1)},
        longest=LONGEST_TABLE,
        longest_sites=SITES,
        longest_list=NOT_FOUND,
        longest_months=MONTHS,
        longest_origins=ORIGINS,
        fewest_people=FEWEST_PEOPLE,
        wording=wording,
        since_words=wording_since,
        source_words=wording_lineage,
        duty_words=wording_obligations,
    )
    return seal(page.encode("utf-8"))


@cache
def _environment() -> Environment:
    """The templates, compiled once a process."""
    environment = Environment(
        loader=FileSystemLoader(bundled.folder("templates")),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(
        count=wording.count,
        css_string=_css_string,
        meaning=meaning,
        leading=_leading,
        measure=wording.measure,
        measured=wording.measured,
        pieces=pieces,
        plural=wording.plural,
        rows=rows,
        share=wording.share,
        size=wording.size,
        source_kind=wording.source_kind,
        told=wording.told,
        words=wording.words,
    )
    return environment


def _shown(value: Any) -> Any:
    """What every expression of a template passes through before it is escaped."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _css_string(text: str) -> str:
    """Text as the inside of a CSS string: whatever is not a plain letter or digit is a numbered escape."""
    return "".join(c if c.isascii() and c.isalnum() else f"\\{ord(c):x} " for c in visible(text, lines=False))


def _leading(evidence: Sequence[Evidence]) -> tuple[list[Evidence], list[Evidence]]:
    """The measures that a reader looks for first, and the others."""
    first = [row for row in evidence if row.measure in wording.LEADING and row.unit in ("words", "share")]
    return first, [row for row in evidence if row not in first]


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
