"""The page on what a release has to carry: duties by licence, of whom records are, and what is not known."""

import json
import re
from html import unescape

import pytest

from audit.report_model import Obligations
from audit.reports import render
from audit.reports.plain import plain
from tests.reports.made_obligations import made_obligations


@pytest.fixture
def text(make_report):
    """The words of the section, as a reader sees them."""

    def told(found: Obligations) -> str:
        page = render(make_report(obligations=found), "html").decode()
        start = page.index('<section id="obligations"')
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", page[start : page.index("</section>", start)])).split())

    return told


def test_duties_origins_and_gaps_stand_by_licence(text) -> None:
    told = text(made_obligations())

    assert "CC-BY-4.0 When adapted versions are passed on: Statement of changes When copies are passed on: Credit tides" in told
    assert "tides.example site, 40 records Harbour notes source, 9 records" in told
    assert "and 2 more" in told
    assert "54 author: 17 records changes made: 40 records" in told
    assert "LicenseRef-own no duty is listed The Ferry known work, 2 records 2 nothing that is asked for" in told


def test_what_is_prescribed_and_who_reviewed_it_is_told(text) -> None:
    told = text(made_obligations())

    assert "Name the maker of the tide tables. Prescribed words: Tides by {maker} . Licence s.3; not reviewed by anybody" in told
    assert "Say what was changed. Licence s.4" in told
    assert "Licence s.4; not reviewed" not in told


def test_without_a_licence_that_is_said_without_a_conclusion(text) -> None:
    assert text(Obligations()).endswith("No record bears a licence whose duties are listed. That is not permission.")


def test_the_json_report_holds_the_same(make_report) -> None:
    found = made_obligations()

    assert json.loads(render(make_report(obligations=found), "json"))["report"]["obligations"] == plain(found)
