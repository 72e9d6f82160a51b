"""What texts say of the model that wrote them: counted in a real store, shown on the page."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import pytest

from audit.report_model import Report, Said, SaidRow, SaidSliceRow
from audit.reports.render import render
from audit.reports.said import said
from audit.store import Store

FOUND = [
    (0, {"basis": "text", "level": "finding"}),
    (0, {"basis": "text", "level": "finding"}),
    (1, {"basis": "model-field", "level": "finding"}),
    (2, {"basis": "text", "level": "clue"}),
    (3, {"basis": "style", "level": "clue"}),
    (3, {"basis": None, "level": "finding", "kind": "licence"}),
]
DOCUMENTS = [
    {"source": "mill", "captured": date(2024, 5, 3)},
    {"domain": "quay.example", "captured": date(2023, 5, 9)},
    {"source": "mill", "captured": date(2024, 5, 9)},
    {},
]


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.memory() as made:
        plain = {"path": "a.jsonl", "bytes": 900, "words": 150}
        made.fill("document", [{"document": f"d{n}", "record": n, **plain, **row} for n, row in enumerate(DOCUMENTS)])
        finding = {"path": "a.jsonl", "detector": "generated-text", "kind": "generated", "start": 0, "end": 0, "score": 0.9}
        finding |= {"attributes": "{}", "evidence": []}
        rows = [
            {**finding, "document": f"d{record}", "record": record, "fingerprint": f"f{place}", **row}
            for place, (record, row) in enumerate(FOUND)
        ]
        made.fill("found", rows)
        yield made


def test_statements_are_counted_by_what_they_rest_on_and_style_is_none(store: Store) -> None:
    assert said(store).rests_on == (SaidRow("text", 2, 2, 1), SaidRow("model-field", 1, 1, 0))


def test_findings_are_counted_by_source_and_then_by_month(store: Store) -> None:
    assert said(store).slices == (
        SaidSliceRow("mill", None, 2, 1, 0.5),
        SaidSliceRow("quay.example", None, 1, 1, 1.0),
        SaidSliceRow(None, date(2023, 5, 1), 1, 1, 1.0),
        SaidSliceRow(None, date(2024, 5, 1), 2, 1, 0.5),
    )


def test_the_page_tells_what_statements_rest_on_and_charts_them(store: Store, make_report: Callable[..., Report]) -> None:
    page = render(replace(make_report(), said=said(store)), "html").decode()
    section = page[page.index('id="said-title"') : page.index('id="licences"')]

    for words in ("Words of the text", "A field of the record", "mill", "2023-05", "no proof of who wrote it"):
        assert words in section


def test_what_a_page_is_given_of_statements_of_unknown_sorts_is_escaped(make_report: Callable[..., Report]) -> None:
    page = render(replace(make_report(), said=Said((SaidRow("<b>odd", 1, 1, 0),))), "html").decode()

    assert "&lt;b&gt;odd" in page
    assert "said-slices-caption" not in page
