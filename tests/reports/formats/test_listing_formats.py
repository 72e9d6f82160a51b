"""Formats that list findings: the same counts in all, within limits, and safe whatever the corpus says."""

import csv
import io
import json
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from audit.model import Outcome
from audit.report_model import Findings, Report
from audit.report_model.decisions import Decisions
from audit.report_model.findings import FINDING_SCHEMA, MEASURE_SCHEMA
from audit.reports import render
from audit.reports.counts import counts
from audit.reports.to_decide import to_decide
from tests.reports.formats.rows import HOSTILE, STATES, finding_rows, measure_rows

Made = Callable[..., Report]


def _made(make_report: Made, count: int = 40, text: str = "", measured: int = 0, **fields: Any) -> Report:
    rows = pa.Table.from_pylist(finding_rows(count, text), FINDING_SCHEMA)
    measures = pa.Table.from_pylist(measure_rows(measured, text), MEASURE_SCHEMA)
    return make_report(findings=Findings(rows, measures, total=count + 2), **fields)


def _xml(report: Report) -> ElementTree.Element:
    return ElementTree.fromstring(render(report, "junit"))


def test_every_format_that_tells_counts_tells_those_of_the_report(make_report: Made) -> None:
    report = _made(make_report, measured=4)
    expected = counts(report)
    metadata = pq.read_schema(io.BytesIO(render(report, "parquet"))).metadata
    markdown = render(report, "markdown").decode()
    told = {
        "sarif": json.loads(render(report, "sarif"))["runs"][0]["properties"]["counts"],
        "sarif-github": json.loads(render(report, "sarif-github"))["runs"][0]["properties"]["counts"],
        "junit": {one.get("name"): int(one.get("value", "")) for one in _xml(report)[0][0]},
        "parquet": {name: int(metadata[f"corpus-audit.{name}".encode()]) for name in expected},
        "markdown": {name: int(markdown.split(f"\n| {name} | ")[1].split(" ")[0]) for name in expected},
    }

    assert told == dict.fromkeys(told, expected)
    assert expected["findings"] == sum(row.findings for row in report.kinds)
    assert expected["measures"] == 4


def test_every_format_tells_the_counts_of_each_rule(make_report: Made) -> None:
    report = _made(make_report)
    rules = {row.rule.id: {"open": row.open, "waived": row.waived, "baselined": row.baselined} for row in report.rules}
    sarif = json.loads(render(report, "sarif"))["runs"][0]["tool"]["driver"]["rules"]
    cases = [case for case in _xml(report).iter("testcase") if case.get("name") in rules]

    assert {rule["id"]: {state: rule["properties"][state] for state in STATES[:3]} for rule in sarif} == rules
    assert {case.get("name"): {one.get("name"): int(one.get("value", "")) for one in case[0]} for case in cases} == rules


def test_lists_hold_every_finding_by_state(make_report: Made) -> None:
    report = _made(make_report)
    expected = Counter(dict.fromkeys(STATES, 10))
    sarif = json.loads(render(report, "sarif"))["runs"][0]

    assert Counter(row["state"] for row in csv.DictReader(io.StringIO(render(report, "csv").decode()))) == expected
    assert Counter(pq.read_table(io.BytesIO(render(report, "parquet")))["state"].to_pylist()) == expected
    assert Counter(row["properties"]["state"] for row in sarif["results"]) == expected
    assert sarif["properties"]["leftOut"] == 2


def test_lists_for_a_review_of_code_hold_what_a_rule_names_and_nobody_waived(make_report: Made) -> None:
    report = _made(make_report)
    grouped = json.loads(render(report, "sarif-github"))["runs"][0]
    issues = json.loads(render(report, "gitlab"))

    assert grouped["properties"]["standsFor"] == sum(row["properties"]["findings"] for row in grouped["results"]) == 20
    assert len({issue["fingerprint"] for issue in issues}) == len(issues) == 20
    assert {issue["severity"] for issue in issues} == {"blocker", "critical", "major", "minor", "info"}
    assert b"and 11 more findings and measures" in render(report, "github")


def test_sarif_has_a_level_only_for_what_fails(make_report: Made) -> None:
    results = json.loads(render(_made(make_report), "sarif"))["runs"][0]["results"]

    assert {(row["kind"], row["level"]) for row in results} == {("fail", "error"), ("review", "none"), ("informational", "none")}
    assert {row["properties"]["state"] for row in results if "suppressions" in row} == {"waived"}


def test_sarif_tells_what_is_new_where_there_is_a_baseline(make_report: Made) -> None:
    with_one = json.loads(render(_made(make_report, decisions=Decisions(baseline_entries=3)), "sarif"))["runs"][0]["results"]
    without = json.loads(render(_made(make_report, decisions=Decisions()), "sarif"))["runs"][0]["results"]

    assert {row["baselineState"] for row in with_one if row["properties"]["state"] == "baselined"} == {"unchanged"}
    assert {row["baselineState"] for row in with_one if row["properties"]["state"] == "open"} == {"new"}
    assert not any("baselineState" in row for row in without)


@pytest.mark.parametrize("format", ["sarif", "sarif-github"])
@pytest.mark.parametrize("text", ["", HOSTILE])
def test_places_are_relative_uris(make_report: Made, format: str, text: str) -> None:
    results = json.loads(render(_made(make_report, text=text), format))["runs"][0]["results"]
    places = {row["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for row in results}

    assert places
    assert not [uri for uri in places if uri.startswith("/") or set(uri) & set(" :?#<>\n")]


def test_a_summary_keeps_to_its_budget_and_says_what_it_leaves_out(make_report: Made) -> None:
    content = render(_made(make_report, count=40_000, text=" " + "wide " * 20), "markdown")

    assert 800_000 < len(content) <= 900_000
    assert content.endswith(b" more lines; the report has them\n")


def test_hostile_text_stays_text(make_report: Made) -> None:
    report = _made(make_report, text=HOSTILE)
    annotations = render(report, "github").decode().splitlines()
    markdown = render(report, "markdown").decode()
    cells = [cell for line in csv.reader(io.StringIO(render(report, "csv").decode())) for cell in line]

    assert len(annotations) == 11
    assert all(line.count("::") == 2 or "%3A%3A" in line for line in annotations)
    assert "<b>" not in markdown
    assert "@mira" not in markdown
    assert not [cell for cell in cells if cell.startswith("=")]
    assert _xml(report).tag == "testsuites"


def test_few_findings_are_all_annotated(make_report: Made) -> None:
    assert b" more findings" not in render(_made(make_report, count=4), "github")


@pytest.mark.parametrize(("name", "failures", "errors"), [("passed", 0, 0), ("failed", 1, 0), ("incomplete", 0, 1)])
def test_the_gate_is_a_case(kinds_of_report: dict[str, Report], name: str, failures: int, errors: int) -> None:
    suite = _xml(kinds_of_report[name])[0]

    assert (suite.get("failures"), suite.get("errors")) == (str(failures), str(errors))


def test_a_rule_that_does_not_fail_the_gate_does_not_fail_its_case(make_report: Made) -> None:
    failed = {case.get("name") for case in _xml(_made(make_report)).iter("testcase") if case.find("failure") is not None}

    assert failed == {"gate", "core/known-work-long"}


def test_tables_list_measures_after_findings(make_report: Made) -> None:
    report = _made(make_report, count=3, measured=3)
    lines = list(csv.DictReader(io.StringIO(render(report, "csv").decode())))
    rows = pq.read_table(io.BytesIO(render(report, "parquet"))).to_pylist()

    assert [line["view"] for line in lines] == [row["view"] for row in rows] == ["finding"] * 3 + ["measure"] * 3
    assert [(row["document"], row["measure"], row["value"], row["number"]) for row in rows[-1:]] == [
        ("source:s-2", "unlicensed", 0.5, None)
    ]
    assert (lines[-1]["value"], lines[-1]["rules"], lines[0]["measure"]) == ("0.500000", "core/unlicensed-share", "")


def test_sarif_lists_measures_of_the_corpus(make_report: Made) -> None:
    report = _made(make_report, count=1, measured=3)
    results = json.loads(render(report, "sarif"))["runs"][0]["results"][1:]

    assert [(row["properties"]["view"], row["kind"], row["level"]) for row in results] == [
        ("measure", "fail", "error"), ("measure", "review", "none"), ("measure", "informational", "none"),
    ]  # fmt: skip
    assert {row["properties"]["state"] for row in results if "suppressions" in row} == {"waived"}
    assert results[0]["message"]["text"] == "Records without any licence: unlicensed of source:s-0 is 0"
    assert {row["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for row in results} == {"corpus"}
    assert results[2]["locations"][0]["logicalLocations"] == [{"fullyQualifiedName": "source:s-2", "kind": "measured"}]


def test_lists_of_what_is_to_be_done_have_measures_by_outcome(make_report: Made) -> None:
    report = _made(make_report, count=3, measured=5, fail_on=Outcome.NOTE)
    annotations = render(report, "github").decode().splitlines()
    told = "Records without any licence: unlicensed of s-2 is 0.5"
    case = next(one for one in _xml(report).iter("testcase") if one.get("name") == "core/unlicensed-share")

    assert annotations[2] == "::error title=core/unlicensed-share::Records without any licence: unlicensed of source:s-0 is 0"
    assert f"| note | source:s-2 | {told} |" in render(report, "markdown").decode()
    assert f"source:s-2: {told}" in (case.findtext("failure") or "").splitlines()


def test_lists_for_a_review_of_code_have_no_measures(make_report: Made) -> None:
    assert all(
        render(_made(make_report, count=2, measured=4), format).count(b"unlicensed-share") == (format != "gitlab")
        for format in ("gitlab", "sarif-github")
    )


def test_a_summary_keeps_to_its_budget_whatever_fills_it(make_report: Made) -> None:
    coverage = replace(make_report().coverage, not_checked=("wide " * 70,) * 3000)
    content = render(_made(make_report, count=2, coverage=coverage), "markdown")

    assert 800_000 < len(content) <= 900_000
    assert content.endswith(b" more lines; the report has them\n")


@pytest.mark.parametrize("text", ["", HOSTILE])
def test_paths_for_gitlab_are_relative(make_report: Made, text: str) -> None:
    issues = json.loads(render(_made(make_report, text=text), "gitlab"))

    assert {issue["location"]["path"][:5] for issue in issues} == {"part-"}


def test_a_measure_without_a_value_is_told(make_report: Made) -> None:
    measures = pa.Table.from_pylist([{**measure_rows(1)[0], "value": None}], MEASURE_SCHEMA)
    report = make_report(findings=Findings(measures=measures))

    assert b"unlicensed of source:s-0 is unknown" in render(report, "github")
    assert [json.loads(row["selector"])["fingerprint"] for row in to_decide(report)] == [measure_rows(1)[0]["fingerprint"]]
