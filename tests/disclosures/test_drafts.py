"""Drafts of disclosures: from made-up reports and measures, in every format."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from audit.errors import UsageError
from audit.report_model import Report
from audit.report_model.disclosures import Basis, DatasetRow, Disclosure, Field, LanguageRow, Measures, Totals
from audit.reports.disclosures import drafting
from audit.reports.disclosures.eu_summary import box
from audit.reports.disclosures.facts import Facts
from audit.reports.disclosures.render import check, render

TOTALS = Totals(100, 5_000, 30_000, 10, "2021-03-04", "2024-05-06", 25, 3, 2)
KNOWN = DatasetRow("hub/tides", "Tides", "https://hub.example/tides", True, "01/2022", 60, 3_000, 0.98)
SMALL = DatasetRow("notes", "Notes", None, False, "", 5, 60, 0.02)
MEASURES = Measures(TOTALS, (LanguageRow("en", 80, 4_000), LanguageRow(None, 20, 1_000)), (KNOWN, SMALL))
EMPTY = Measures(Totals(0, 0, 0, 0, None, None, 0, 0, 0), (), ())
Make = Callable[..., Report]


def drafted(report: Report, measures: Measures = MEASURES, **values: Any) -> Disclosure:
    lists = {name: values.pop(name) for name in ("dataset", "synthetic_model") if name in values}
    return drafting.draft(
        "eu-summary",
        report,
        measures,
        Facts({k.replace("__", "."): v for k, v in values.items()}, lists, "facts.toml, SHA-256 00"),
    )


def field(made: Disclosure, id: str) -> Field:
    return next(found for section in made.sections for found in section.fields if found.id == id)


def test_without_facts_nothing_is_declared_and_nothing_contradicts(make_report: Make) -> None:
    made = drafted(make_report())

    assert (made.count(Basis.DECLARED), made.contradictions) == (0, ())
    assert field(made, "crawling.used").basis is Basis.NOT_ESTABLISHED
    assert "state crawling.used" in field(made, "crawling.used").evidence


def test_every_field_has_one_of_three_bases_and_says_why(make_report: Make) -> None:
    for made in (drafted(make_report()), drafted(make_report(), EMPTY)):
        fields = [found for section in made.sections for found in section.fields]
        assert sum(made.count(basis) for basis in Basis) == len(fields) == len({found.id for found in fields})
        assert all(found.evidence for found in fields)


def test_of_an_empty_corpus_little_is_measured(kinds_of_report: dict[str, Report]) -> None:
    made = drafted(kinds_of_report["empty"], EMPTY)

    assert {field(made, id).basis for id in ("domains", "datasets-measured", "languages-measured", "period-measured")} == {
        Basis.NOT_ESTABLISHED
    }


@pytest.mark.parametrize(
    ("value", "told"),
    [(True, ("Yes.",)), (False, ("No.",)), (1200, ("1,200",)), ("By hand.", ("By hand.",)), (("a", "b"), ("a", "b"))],
)
def test_a_fact_is_told_as_declared(make_report: Make, value: Any, told: tuple[str, ...]) -> None:
    found = field(drafted(make_report(), crawling__period=value), "crawling.period")

    assert (found.basis, found.value) == (Basis.DECLARED, told)
    assert "facts.toml" in found.evidence


@pytest.mark.parametrize(
    ("tokens", "named"), [(0, "Less"), (10**9 - 1, "Less"), (10**9, "1 billion"), (10**13, "1 billion"), (10**13 + 1, "More")]
)
def test_tokens_fall_into_a_box(tokens: int, named: str) -> None:
    assert box(tokens).startswith(named)


@pytest.mark.parametrize(
    ("words", "size", "basis"),
    [(10, 60, Basis.MEASURED), (2 * 10**9, 10**11, Basis.MEASURED), (5 * 10**8, 3 * 10**9, Basis.NOT_ESTABLISHED)],
)
def test_the_box_is_measured_where_words_and_bytes_agree(make_report: Make, words: int, size: int, basis: Basis) -> None:
    measures = replace(MEASURES, totals=replace(TOTALS, words=words, bytes=size))

    assert field(drafted(make_report(), measures), "size").basis is basis


@pytest.mark.parametrize(("facts", "by"), [({}, "a tokenizer that is not named"), ({"corpus__tokenizer": "Oak 2"}, "Oak 2")])
def test_declared_tokens_decide_the_box(make_report: Make, facts: dict[str, str], by: str) -> None:
    found = field(drafted(make_report(), corpus__tokens=6_000, **facts), "size")

    assert (found.basis, found.value) == (Basis.DECLARED, (f"Less than 1 billion tokens: 6,000 tokens by {by}.",))


def test_only_datasets_above_three_percent_are_large(make_report: Make) -> None:
    listing = field(drafted(make_report()), "datasets-measured").listing

    assert listing is not None
    assert [row[0] for row in listing.rows] == ["Tides"]


def test_a_smaller_enterprise_lists_fewer_domains(make_report: Make) -> None:
    report = make_report()
    every, fewer = (field(drafted(report, **facts), "domains").listing for facts in ({}, {"provider__small": True}))

    assert every is not None
    assert fewer is not None
    assert every.rows[: len(fewer.rows)] == fewer.rows
    assert 0 < len(fewer.rows) == report.sources.domains_smaller < len(every.rows)


LISTED = {"name": "Tides", "link": "", "collected": ""}
CONTRADICTIONS: list[tuple[dict[str, Any], str]] = [
    ({"corpus__tokens": 10}, "corpus.tokens"),
    ({"corpus__tokens": 40_000}, "corpus.tokens"),
    ({"corpus__tokens": 6_000}, ""),
    ({"corpus__latest": date(2024, 5, 5)}, "corpus.latest"),
    ({"corpus__latest": date(2024, 5, 6)}, ""),
    ({"public__used": False}, "public.used"),
    ({"public__used": True}, ""),
    ({"dataset": ({**LISTED, "name": "Waves"},)}, "(dataset)"),
    ({"dataset": ({**LISTED, "name": "Waves", "link": "https://hub.example/tides"},)}, ""),
    ({"dataset": ({**LISTED, "name": "Waves", "link": "https://mirror.example/Hub/Tides/"},)}, ""),
    ({"dataset": ({**LISTED, "name": "tides"},)}, ""),
    ({"crawling__used": False}, "crawling.used"),
    ({"crawling__used": True}, ""),
    ({"synthetic__used": False}, "synthetic.used"),
    ({"synthetic__used": True}, ""),
]


@pytest.mark.parametrize(("facts", "about"), CONTRADICTIONS)
def test_what_measures_speak_against_is_told(make_report: Make, facts: dict[str, Any], about: str) -> None:
    found = drafted(make_report(), **facts).contradictions

    assert [about in row.about for row in found] == ([True] if about else [])


def test_few_domains_and_no_generated_text_contradict_nothing(make_report: Make) -> None:
    measures = replace(MEASURES, totals=replace(TOTALS, domains_without_source=19, naming_a_model=0))
    made = drafted(make_report(families=()), measures, crawling__used=False, synthetic__used=False)

    assert made.contradictions == ()


@pytest.mark.parametrize("form", ["html", "md", "json"])
@pytest.mark.parametrize("name", ["failed", "empty", "hostile", "scripts", "huge"])
def test_every_format_has_every_question_and_the_same_bytes(kinds_of_report: dict[str, Report], name: str, form: str) -> None:
    made = drafted(kinds_of_report[name], crawling__used=False, dataset=(LISTED,))
    text = render(made, form).decode()

    assert render(made, form).decode() == text
    questions = {found.wording for section in made.sections for found in section.fields}
    assert not [asked for asked in questions if asked.replace("'", "&#39;") not in text and asked not in text]


def test_hostile_facts_stay_text(make_report: Make) -> None:
    made = drafted(make_report(), provider__name="<script>alert(1)</script> [x](javascript:y) \x1b[31m \u202e | `")

    assert b"<script" not in render(made, "html")
    assert r"&lt;script&gt;alert(1)&lt;/script&gt; \[x\](javascript:y) ‹ESC›\[31m ‹RLO›" in render(made, "md").decode()
    assert render(made, "json").isascii()


def test_a_long_listing_is_cut_for_people_and_whole_for_programs(make_report: Make) -> None:
    many = tuple(replace(KNOWN, name=f"Tides {number}", share=0.04) for number in range(250))
    made = drafted(make_report(), replace(MEASURES, datasets=many))
    shown = {form: render(made, form).decode() for form in ("html", "md", "json")}

    assert all("The first 200 of 250" in shown[form] and "Tides 200" not in shown[form] for form in ("html", "md"))
    assert "Tides 249" in shown["json"]


def test_json_has_value_basis_evidence_and_coverage(make_report: Make) -> None:
    document = json.loads(render(drafted(make_report()), "json"))

    found = document["disclosure"]["sections"][1]["fields"][0]
    assert (document["format"], document["version"]) == ("corpus-audit/disclosure", 1)
    assert {"id", "number", "wording", "value", "basis", "evidence", "coverage", "listing"} == set(found)


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(UsageError, match="no format 'pdf'; there are: docx, html, json, md"):
        check("pdf")
