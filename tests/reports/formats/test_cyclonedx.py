"""A bill of materials is valid by CycloneDX's own schema and tells the report's counts."""

import json
from collections.abc import Callable

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from audit.report_model import Report
from audit.reports import render
from audit.reports.counts import counts


@pytest.mark.parametrize("name", ["failed", "passed", "incomplete", "empty", "hostile", "scripts"])
def test_it_is_valid(kinds_of_report: dict[str, Report], name: str) -> None:
    content = render(kinds_of_report[name], "cyclonedx").decode("ascii")

    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(content) is None


def test_it_tells_counts_and_concludes_nothing(make_report: Callable[..., Report]) -> None:
    report = make_report()
    content = json.loads(render(report, "cyclonedx"))
    component = content["components"][0]
    told = {row["name"].removeprefix("corpus-audit:"): row["value"] for row in component["data"][0]["contents"]["properties"]}

    assert {name: int(told[name]) for name in counts(report)} == counts(report)
    assert [row["license"]["name"] for row in component["licenses"]] == ["CC-BY-4.0", "MIT"]
    assert {row["license"]["acknowledgement"] for row in component["licenses"]} == {"declared"}
