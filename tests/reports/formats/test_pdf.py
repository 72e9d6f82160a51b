"""The PDF: what is signed and the first exhibits, tagged, from one file; and what is told where it cannot be made."""

import sys
from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from audit.errors import UsageError
from audit.report_model import Report
from audit.reports import render
from audit.reports.formats import pdf

pytest.importorskip("weasyprint")


@pytest.fixture(scope="module")
def report(kinds_of_report: dict[str, Report]) -> Report:
    """One with few exhibits, since each takes its time to lay out."""
    made = kinds_of_report["failed"]
    return replace(made, exhibits=made.exhibits[:2])


@pytest.fixture(scope="module")
def sheets(report: Report) -> PdfReader:
    return PdfReader(BytesIO(render(report, "pdf")))


@pytest.fixture(scope="module")
def words(sheets: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in sheets.pages).split())


@pytest.mark.parametrize("there", ["Not passed", "What was and was not checked", "Exhibit 1", "Sign-off", "Page 1 of"])
def test_what_is_signed_is_there(words: str, there: str) -> None:
    assert there in words


def test_programs_for_the_blind_can_read_it(sheets: PdfReader, report: Report) -> None:
    root = sheets.trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert report.title in sheets.metadata.title


def test_links_lead_to_what_is_in_the_file(report: Report, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("WARNING", logger="weasyprint"):
        render(replace(report, exhibits=()), "pdf")

    assert [line for line in caplog.messages if "anchor" in line] == []


def test_exhibits_beyond_the_first_are_counted(report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "EXHIBITS", 1)
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(render(report, "pdf"))).pages)

    assert "1 more exhibit in the HTML report" in " ".join(text.split())


def test_where_weasyprint_is_missing_the_mend_is_told(
    kinds_of_report: dict[str, Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)

    with pytest.raises(UsageError, match=r"corpus-audit\[pdf\]"):
        render(kinds_of_report["empty"], "pdf")
