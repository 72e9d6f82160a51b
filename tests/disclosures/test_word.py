"""A draft as a Word document."""

import sys
import time
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pytest

from audit.errors import UsageError
from audit.report_model import Report
from audit.report_model.disclosures import DatasetRow, Disclosure, Measures, Totals
from audit.reports.disclosures import drafting
from audit.reports.disclosures.facts import Facts
from audit.reports.disclosures.questions import FORMS
from audit.reports.disclosures.render import render

docx = pytest.importorskip("docx")
ROW = DatasetRow("hub/tides", "Tides", None, True, "", 60, 3_000, 0.04)
MEASURES = Measures(Totals(100, 5_000, 30_000, 10, "2021-03-04", "2024-05-06", 25, 3, 2), (), (ROW,) * 210)
Make = Callable[..., Report]


def _draft(report: Report, form: str = "eu-summary", **values: bool) -> Disclosure:
    facts = Facts({key.replace("__", "."): value for key, value in values.items()})
    return drafting.draft(form, report, MEASURES, facts)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", ["failed", "hostile", "scripts"])
def test_the_document_has_every_question(kinds_of_report: dict[str, Report], name: str, form: str) -> None:
    made = _draft(kinds_of_report[name], form, synthetic__used=False)
    document = docx.Document(BytesIO(render(made, "docx")))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)

    assert not [f.wording for section in made.sections for f in section.fields if f.wording not in text]
    assert [cell.text for cell in document.tables[0].rows[0].cells] == ["About", "Declared", "Measured"]


def test_a_long_table_is_cut_and_no_contradiction_is_said(make_report: Make) -> None:
    document = docx.Document(BytesIO(render(_draft(make_report()), "docx")))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)

    assert "The first 200 of 210" in text
    assert "No declared fact was found" in text


def test_the_same_draft_gives_the_same_bytes_at_another_time(make_report: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    made = _draft(make_report())
    first = render(made, "docx")
    later = time.localtime(time.time() + 86_400)
    monkeypatch.setattr(time, "localtime", lambda *_: later)

    assert render(made, "docx") == first
    assert render(replace(made, title="Another"), "docx") != first


def test_without_its_package_the_mend_is_told(make_report: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)

    with pytest.raises(UsageError, match="pip install"):
        render(_draft(make_report()), "docx")
