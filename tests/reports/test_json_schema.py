"""The schemas that are published fit what is written, name every field, and say what it means."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pytest
from jsonschema import Draft202012Validator

from audit import decisions
from audit.pipeline import schema
from audit.report_model import Findings, Report
from audit.report_model.disclosures import Measures, Totals
from audit.report_model.findings import FINDING_SCHEMA, MEASURE_SCHEMA
from audit.reports import json_schema, render
from audit.reports.disclosures import drafting
from audit.reports.disclosures import render as disclosing
from audit.reports.disclosures.facts import Facts
from tests.decisions.made import entry, group
from tests.reports.formats.rows import finding_rows, measure_rows

NAMES = ("failed", "passed", "incomplete", "empty", "huge", "hostile", "scripts")


def closed(of: Any) -> Any:
    """A schema that lets no field pass which it does not name."""
    if isinstance(of, list):
        return [closed(one) for one in of]
    if not isinstance(of, dict):
        return of
    inner = {key: closed(value) for key, value in of.items()}
    return {**inner, "additionalProperties": False} if "properties" in of and isinstance(of["properties"], dict) else inner


def wrong(name: str, document: Any) -> list[str]:
    """What a schema, closed, says against a document."""
    return [f"{one.json_path}: {one.message}" for one in Draft202012Validator(closed(schema.of_file(name))).iter_errors(document)]


@pytest.mark.parametrize("name", schema.FILES)
def test_it_is_a_schema(name: str) -> None:
    Draft202012Validator.check_schema(schema.of_file(name))


@pytest.mark.parametrize("name", NAMES)
def test_reports_fit_it(kinds_of_report: dict[str, Report], name: str) -> None:
    assert wrong("report", json.loads(render(kinds_of_report[name], "json"))) == []


def test_a_report_with_findings_and_measures_fits_it(make_report: Callable[..., Report]) -> None:
    rows, measures = (
        pa.Table.from_pylist(made, of) for made, of in ((finding_rows(9), FINDING_SCHEMA), (measure_rows(3), MEASURE_SCHEMA))
    )

    assert wrong("report", json.loads(render(make_report(findings=Findings(rows, measures, 9)), "json"))) == []


WRONG: list[tuple[Callable[[dict[str, Any]], object], str]] = [
    (lambda report: report.pop("title"), "$.report: 'title' is a required property"),
    (lambda report: report["gate"].update(status="0"), "$.report.gate.status: '0' is not of type 'integer'"),
    (lambda report: report.update(fail_on="maybe"), "$.report.fail_on: 'maybe' is not one of ['note', 'review', 'block']"),
    (lambda report: report["works"][0]["intervals"].append([0.5]), "[0.5] is too short"),
    (lambda report: report["digests"].update(corpus=3), "$.report.digests.corpus: 3 is not of type 'string'"),
]


@pytest.mark.parametrize(("change", "told"), WRONG)
def test_what_is_no_report_does_not_fit_it(
    make_report: Callable[..., Report], change: Callable[[dict[str, Any]], object], told: str
) -> None:
    document = json.loads(render(make_report(), "json"))
    change(document["report"])

    assert [line for line in wrong("report", document) if told in line]


@pytest.mark.parametrize("form", drafting.forms())
def test_disclosures_fit_it(make_report: Callable[..., Report], form: str) -> None:
    measures = Measures(Totals(100, 5_000, 30_000, 10, "2021-03-04", "2024-05-06", 25, 3, 2), (), ())
    written = disclosing.render(drafting.draft(form, make_report(), measures, Facts()), "json")

    assert wrong("disclosure", json.loads(written)) == []


def test_lines_of_a_log_fit_it() -> None:
    drafts = [
        decisions.draft(entry(**given), "here") for given in ({}, {"id": "d2", "target": group()}, {"id": "d3", "note": "n"})
    ]
    lines = [json.loads(decisions.line(record)) for record in decisions.chained((), drafts)]

    assert [wrong("decision", line) for line in lines] == [[], [], []]
    assert wrong("decision", {**lines[0], "state": "lost"})


def test_every_type_has_its_place_and_every_field_its_meaning() -> None:
    found = schema.of_file("report")
    defs = found["$defs"]

    assert all(one["description"] for one in defs.values())
    assert defs["Coverage"]["properties"]["read_share"] == {"type": "number", "description": "Share of bytes read as records."}
    assert defs["LineageNode"]["properties"]["parents"]["items"] == {"$ref": "#/$defs/LineageNode"}
    assert set(_references(found)) == set(defs)


def _references(of: Any) -> Iterator[str]:
    """Names of the types that a schema refers to."""
    for one in of.values() if isinstance(of, dict) else of if isinstance(of, list) else ():
        yield from _references(one)
    if isinstance(of, dict) and "$ref" in of:
        yield of["$ref"].removeprefix("#/$defs/")


@dataclass(frozen=True)
class Odd:
    """Holds what no schema is made of."""

    about: complex


def test_a_type_that_json_has_no_word_for_is_refused() -> None:
    with pytest.raises(KeyError):
        json_schema.document("odd", 1, Odd)
