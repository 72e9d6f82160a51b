"""The page's own form for decisions: what it offers, and that it is not there where nothing is offered."""

import json
import re
from collections.abc import Callable

import pytest

from audit.report_model import Offer, Report
from audit.reports import render
from tests.reports.conftest import HOSTILE, RULES

DIGEST = "a" * 64


@pytest.fixture
def offered() -> Offer:
    return Offer(RULES[0].id, "work", "work", HOSTILE, 3, DIGEST)


def test_groups_and_exhibits_are_offered_with_all_that_a_record_needs(make_report: Callable[..., Report], offered: Offer) -> None:
    report = make_report(exhibits=3, offers=(offered,))

    page = render(report, "html").decode()

    (block,) = re.findall(r'<script type="application/json" id="decide-data">(.*?)</script>', page, re.DOTALL)
    data = json.loads(block)
    assert data["offers"] == [
        {"rule": RULES[0].id, "kind": "work", "name": "work", "value": HOSTILE, "count": 3, "digest": DIGEST}
    ]
    assert [one["fingerprint"] for one in data["exhibits"]] == [one.fingerprint for one in report.exhibits]
    assert data["titles"][RULES[0].id] == RULES[0].title
    assert '<section id="decide" aria-labelledby="decide-title" hidden>' in page
    assert "<img" not in page


def test_where_nothing_is_offered_there_is_no_form(make_report: Callable[..., Report]) -> None:
    page = render(make_report(exhibits=3), "html").decode()

    assert ('id="decide"' in page, "decide-data" in page) == (False, False)


def test_a_whole_rule_is_told_as_such(make_report: Callable[..., Report]) -> None:
    page = render(make_report(offers=(Offer(RULES[1].id, "rule", "rule", RULES[1].id, 1, DIGEST),)), "html").decode()

    assert "<td>all that it says</td>" in page
