"""The forms beside the EU's public summary, and what holds of all."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from audit.report_model import OriginRow, Report
from audit.report_model.disclosures import Basis, Measures, Totals
from audit.reports.disclosures import drafting
from audit.reports.disclosures.facts import Facts
from audit.reports.disclosures.questions import FORMS, QUESTIONS
from audit.reports.disclosures.render import render

MEASURES = Measures(Totals(100, 5_000, 30_000, 10, "2021-03-04", "2024-05-06", 25, 3, 2), (), ())
Make = Callable[..., Report]


def test_every_form_can_be_drafted() -> None:
    assert sorted(drafting.forms()) == sorted(FORMS)


@pytest.mark.parametrize("form", FORMS)
def test_a_form_asks_each_of_its_questions_once(make_report: Make, form: str) -> None:
    made = drafting.draft(form, make_report(), MEASURES, Facts())
    fields = [field for section in made.sections for field in section.fields]

    assert len({field.id for field in fields}) == len(fields)
    inner = {"corpus.tokens", "corpus.tokenizer", "provider.small"}
    assert {question.key for question in QUESTIONS if form in question.forms} - inner <= {field.id for field in fields}
    assert made.count(Basis.DECLARED) == 0


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", ["empty", "hostile", "passed"])
def test_every_form_can_be_written(kinds_of_report: dict[str, Report], form: str, name: str) -> None:
    made = drafting.draft(form, kinds_of_report[name], MEASURES, Facts())

    assert all(made.title in render(made, written).decode() for written in ("html", "md", "json"))
    assert b"<script" not in render(made, "html")


def test_the_twelve_items_are_there(make_report: Make) -> None:
    made = drafting.draft("ab-2013", make_report(), MEASURES, Facts())

    numbers = {field.number for section in made.sections for field in section.fields}
    assert numbers == {"-", *(str(number) for number in range(1, 13))}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "Passages of 7 known works were found"),
        ({"works": ()}, "No passage was found of the"),
        ({"works": (), "searched": ()}, ""),
    ],
)
def test_works_are_told_as_found_not_found_or_not_looked_for(make_report: Make, changes: dict[str, object], said: str) -> None:
    made = drafting.draft("ab-2013", make_report(**changes), MEASURES, Facts())
    found = next(field for section in made.sections for field in section.fields if field.id == "works-measured")

    assert (found.basis is Basis.MEASURED) is bool(said)
    assert said in "".join(found.value)


def test_shadow_libraries_are_told(make_report: Make) -> None:
    report = make_report()
    row = OriginRow("kind", "shadow_library", 2, 30, 400, 0.1, 0.1, 0, 0, 0, 0, 0, 0, {})
    listings = []
    for origins in ((), (row,)):
        changed = replace(report, sources=replace(report.sources, origins=origins))
        made = drafting.draft("gpai-copyright", changed, MEASURES, Facts())
        listings.append(next(f for s in made.sections for f in s.fields if f.id == "shadow-libraries-measured").listing)

    assert [listing and len(listing.rows) for listing in listings] == [0, 1]
