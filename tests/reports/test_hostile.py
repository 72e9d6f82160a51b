"""Whatever a corpus says, a report in any format has the shape it has for plain words, and no character steers its reader."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

import pyarrow as pa
import pyarrow.parquet as pq
import pypdf
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.report_model import Findings, Report
from audit.report_model.findings import FINDING_SCHEMA, MEASURE_SCHEMA
from audit.reports import formats, render, summary
from audit.reports.formulas import is_formula
from audit.reports.wording import CHANGES

PLAIN = "plain words"
HOSTILE = (
    "=cmd|' /C calc'!A0", "+HYPERLINK(\"https://a.example\")", "-2+3", "@SUM(1)", "\uff1dcmd()", "\t=1+1",
    "</script><script>alert(1)</script>", "</title><svg/onload=alert(1)>", "\" onmouseover=alert(1) x=\"", "]]><x/>", "<!-- -->",
    "{{ 7*7 }}{% raw %}", "javascript:alert(1)", "\x1b[31mred\x1b[0m\x1b]0;owned\x07", "\u202egnp.exe\u202c", "a\u2028b\u2029c",
    "a\r\n::error::owned", "%0A::error::owned", "a\nb\n- c\n# d", "| a | b |", "a,b;c\"d\"'e'", "\x00\x08\x7f\x9b1m", "\ud800",
    "\ufeff\u200b\u2066x\u2069", "\U000e0041\U000e0042", "x" * 5000,
)  # fmt: skip
ALL = " ".join(HOSTILE[:-1])
MARKUP = "</script><script>alert(1)</script><a href=javascript:alert(1)>x</a><img src=x.png> https://a.example"
STEERING = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]")
UNSHAPED = ("xl/styles.xml",)
"Parts of a workbook that hang on whether a cell is kept from being a formula."
SAFE_LINKS = ("#", "http://", "https://", "mailto:")
Made = Callable[..., Report]


def _row(number: int, text: str) -> dict[str, Any]:
    return {
        "number": number, "fingerprint": f"{number:032x}", "document": f"{text}#{number}", "path": text, "record": number,
        "record_id": text, "url": text, "site": text, "kind": "copyright", "level": "finding", "detector": "known-work",
        "score": 0.5, "subject_type": "work", "subject": text, "start": 3, "end": 9, "reference": text, "excerpt": text,
        "rules": ["core/known-work-long"], "outcome": "block", "severity": "high", "state": "waived" if number == 3 else "open",
        "waivers": [text] if number == 3 else [],
    }  # fmt: skip


def _measure(text: str) -> dict[str, Any]:
    return {
        "document": text, "fingerprint": "f" * 32, "measure": "documents", "subject_type": "source", "subject": text,
        "value": 1.0, "documents": 1, "rules": ["core/unlicensed-share"], "outcome": "note", "severity": "low", "state": "open",
        "waivers": [],
    }  # fmt: skip


def _made(make_report: Made, text: str) -> Report:
    rows = pa.Table.from_pylist([_row(number, text.encode(errors="replace").decode()) for number in range(1, 4)], FINDING_SCHEMA)
    measures = pa.Table.from_pylist([_measure(text.encode(errors="replace").decode())], MEASURE_SCHEMA)
    return make_report(
        exhibits=3,
        text=text,
        findings=Findings(rows, measures, 3),
        title=text,
        corpus=(text,),
        policy_name=text,
        classification=text,
    )


class _Tags(HTMLParser):
    """Tags with the names of their attributes, and where links go."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[tuple[str, tuple[str, ...]]] = set()
        self.scripts, self.links = 0, set[str]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.scripts += tag in ("script", "style", "form", "svg", "iframe")
        self.tags.add((tag, tuple(sorted(name for name, _ in attrs))))
        self.links |= {value or "" for name, value in attrs if name in ("href", "src", "action")}


def _html(content: bytes) -> Any:
    read = _Tags()
    read.feed(content.decode())
    assert all(link.startswith(SAFE_LINKS) for link in read.links)
    return read.scripts, {(tag, names) for tag, names in read.tags if not (tag == "span" and "title" in names)}


def _sheet(content: bytes) -> Any:
    rows = list(csv.reader(io.StringIO(content.decode(), newline="")))
    assert not [cell for row in rows for cell in row if is_formula(cell) and not re.fullmatch(r"-?[\d.]+", cell)]
    return [len(row) for row in rows]


def _xml(content: bytes) -> Any:
    return [(element.tag, sorted(element.attrib)) for element in ElementTree.fromstring(content).iter()]


def _workbook(content: bytes) -> Any:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = [name for name in archive.namelist() if name not in UNSHAPED]
        parts = {name: [tag for tag, _ in _xml(archive.read(name))] for name in names}
    tags = {tag.rpartition("}")[2] for found in parts.values() for tag in found}
    assert not tags & {"f", "hyperlink", "oleObject", "drawing"}
    return parts


def _values(content: bytes) -> Any:
    """Names of values; those of a comparison's classes are there or not, as the text has it."""
    assert content.isascii()
    names: set[str] = set()
    json.loads(content, object_pairs_hook=lambda pairs: names.update(name for name, _ in pairs))
    return names - set(CHANGES)


def _table(content: bytes) -> Any:
    table = pq.read_table(io.BytesIO(content))
    return table.schema.names, table.num_rows


def _markdown(content: bytes) -> Any:
    """Unescaped signs of a table by line."""
    assert "<" not in content.decode()
    return [len(re.findall(r"(?<!\\)\|", line)) for line in content.decode().split("\n")]


def _card(content: bytes) -> Any:
    """The keys of the block at its top, and the section after it as Markdown."""
    _, block, section = content.decode().split("---\n", 2)
    return sorted(yaml.safe_load(block)), _markdown(section.encode())


def _commands(content: bytes) -> Any:
    """Workflow commands by line; what stands after the second pair of colons is data."""
    return [
        re.match(r"::[a-z]+ (file=[^:,]*,line=\d+,)?title=[^:,]*::", line) is not None for line in content.decode().split("\n")
    ]


def _pages(content: bytes) -> Any:
    """Actions of links: nothing runs, nothing is fetched, and no more than pages are named."""
    actions = [
        note.get_object().get("/A", {}) for page in pypdf.PdfReader(io.BytesIO(content)).pages for note in page.get("/Annots", ())
    ]
    assert not re.search(rb"/(JavaScript|JS|Launch|OpenAction|EmbeddedFile|SubmitForm)\b", content)
    assert not [one["/URI"] for one in actions if "/URI" in one and not one["/URI"].startswith(SAFE_LINKS)]
    return {one.get("/S") for one in actions}


def _actions(content: bytes) -> list[Any]:
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return [note.get_object().get("/A", {}) for page in pages for note in page.get("/Annots", ())]


def _words(content: bytes) -> Any:
    """A text for a terminal is wrapped, so lines differ."""
    return len(content) > 0


OUTLINES: dict[str, Callable[[bytes], Any]] = {
    "csv": _sheet, "domains-csv": _sheet, "works-csv": _sheet, "sources-csv": _sheet, "rules-csv": _sheet,
    "html": _html, "junit": _xml, "xlsx": _workbook, "parquet": _table,
    "markdown": _markdown, "hf-card": _card, "github": _commands, "pdf": _pages, "the terminal": _words,
}  # fmt: skip
"Formats that are not JSON."


def _written(report: Report, format: str) -> bytes:
    return summary(report).encode() if format == "the terminal" else render(report, format)


def _texts(content: bytes) -> list[str]:
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return [archive.read(name).decode("utf-8", "replace") for name in archive.namelist()]
    return [content.decode("utf-8", "replace")]


@pytest.mark.parametrize("format", [name for name in (*formats(), "the terminal") if name != "pdf"])
def test_hostile_text_changes_no_shape(make_report: Made, format: str) -> None:
    outline = OUTLINES.get(format, _values)
    plain = outline(_written(_made(make_report, PLAIN), format))

    for text in [ALL] if format in ("html", "pdf", "xlsx") else [ALL, *HOSTILE]:
        found = outline(_written(_made(make_report, text), format))
        if format == "html":
            assert (found[0], found[1] - plain[1]) == (plain[0], set())
        else:
            assert found == plain, text


def test_pages_for_print_run_nothing_and_lead_nowhere_else(make_report: Made) -> None:
    content = render(replace(_made(make_report, MARKUP), exhibits=(), works=(), sites=()), "pdf")

    assert not re.search(rb"/(JavaScript|JS|Launch|OpenAction|EmbeddedFile|SubmitForm)\b", content)
    assert not [one["/URI"] for one in _actions(content) if "/URI" in one and not one["/URI"].startswith(SAFE_LINKS)]


@pytest.fixture(scope="module")
def small(make_report: Made) -> Report:
    return _made(make_report, PLAIN)


@settings(max_examples=30)
@given(text=st.text(st.characters(codec="utf-8"), min_size=1, max_size=30))
def test_no_text_changes_the_shape_of_a_list(small: Report, text: str) -> None:
    rows = pa.Table.from_pylist([_row(number, text) for number in range(1, 4)], FINDING_SCHEMA)
    report = replace(small, findings=Findings(rows, small.findings.measures, 3))

    for format in ("csv", "github", "gitlab", "junit", "markdown", "sarif"):
        outline = OUTLINES.get(format, _values)
        assert outline(render(report, format)) == outline(render(small, format)), format


@pytest.mark.parametrize("format", [name for name in (*formats(), "the terminal") if name not in ("parquet", "pdf")])
def test_no_character_of_the_corpus_steers_a_reader(make_report: Made, format: str) -> None:
    written = _texts(_written(_made(make_report, ALL), format))

    assert [found.group() for text in written for found in STEERING.finditer(text)] == []
