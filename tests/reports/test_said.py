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


TERMS = {
    "provider": "wonder",
    "product": "API",
    "models": [],
    "class": "restricts_competing",
    "severity": 6,
    "train_competing": 3,
    "clause": "no rivals",
    "document": "terms",
    "source": "an archive",
    "valid_from": date(2024, 1, 1),
    "valid_to": None,
    "exceptions": "classifiers",
    "regions": "not on the moon",
}


@pytest.fixture
def judged(store: Store) -> Store:
    """A store whose texts name a provider that has terms since 2024, and one that has none."""
    store.fill("provider_terms", [TERMS])
    plain = {"path": "a.jsonl", "detector": "generated-text", "kind": "generated", "start": 0, "end": 0, "score": 0.9}
    plain |= {"attributes": "{}", "evidence": [], "level": "finding", "basis": "text", "product": "API", "provider": "Wonder"}
    rows = [{**plain, "document": f"d{place}", "record": place, "fingerprint": f"t{place}"} for place in range(4)]
    store.fill("found", [*rows[:3], {**rows[3], "provider": "<b>Nobody"}])
    return store


def test_terms_are_those_in_force_on_the_dates_of_records(judged: Store) -> None:
    told = {(row.provider, row.terms_class): row for row in said(judged).terms}

    assert set(told) == {("Wonder", "restricts_competing"), ("Wonder", "unknown"), ("<b>Nobody", "unknown")}
    barred = told["Wonder", "restricts_competing"]
    assert (barred.documents, barred.first_captured, barred.last_captured) == (2, date(2024, 5, 3), date(2024, 5, 9))
    assert (barred.product, barred.exceptions, barred.sources) == ("API", "classifiers", "terms, an archive")
    assert barred.clauses == "no rivals"
    assert told["<b>Nobody", "unknown"].undated == 1


def test_the_page_tells_terms_in_words_with_their_dates_and_sources(judged: Store, make_report: Callable[..., Report]) -> None:
    page = render(replace(make_report(), said=said(judged)), "html").decode()
    section = page[page.index('id="output-terms-title"') : page.index('id="licences"')]

    for words in (
        "Bar the training of models that compete",
        "Except: classifiers",
        "2024-05-03 to 2024-05-09",
        "1 without a date",
    ):
        assert words in section
    assert "&lt;b&gt;Nobody" in section


def test_what_a_page_is_given_of_statements_of_unknown_sorts_is_escaped(make_report: Callable[..., Report]) -> None:
    page = render(replace(make_report(), said=Said((SaidRow("<b>odd", 1, 1, 0),))), "html").decode()

    assert "&lt;b&gt;odd" in page
    assert "said-slices-caption" not in page
