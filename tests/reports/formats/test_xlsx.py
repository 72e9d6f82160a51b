"""A workbook tells what the report tells, asks for decisions with drop-downs, and holds no formula whatever the corpus says."""

import io
import json
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import openpyxl
import pyarrow as pa
import pytest

from audit.decisions import ACTIONS, REASONS, STATES
from audit.errors import UsageError
from audit.report_model import Findings, Report
from audit.report_model.findings import FINDING_SCHEMA, MEASURE_SCHEMA
from audit.report_model.offers import Offer
from audit.reports import render
from audit.reports.counts import counts
from audit.reports.decision_columns import COLUMNS, GIVEN
from tests.reports.formats.rows import HOSTILE, finding_rows, measure_rows

Made = Callable[..., Report]


def _report(make_report: Made, count: int = 40, text: str = "") -> Report:
    rows = pa.Table.from_pylist(finding_rows(count, text), FINDING_SCHEMA)
    measures = pa.Table.from_pylist(measure_rows(4, text), MEASURE_SCHEMA)
    return make_report(findings=Findings(rows, measures, total=count + 2))


def _book(report: Report) -> Any:
    return openpyxl.load_workbook(io.BytesIO(render(report, "xlsx")))


def _rows(page: Any) -> list[dict[str, Any]]:
    head, *rows = page.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_the_summary_tells_the_counts_of_the_report(make_report: Made) -> None:
    report = _report(make_report)
    told = {row["what"]: row["value"] for row in _rows(_book(report)["Summary"])}

    assert {name: told[name] for name in counts(report)} == counts(report)
    assert (told["findings and clues not listed here"], told["result"]) == (2, report.gate.sentence)
    assert told["classification"] == report.classification


def test_every_row_of_the_report_is_on_its_page(make_report: Made) -> None:
    report = _report(make_report)
    book = _book(report)
    told = {name: len(_rows(book[name])) for name in ("Findings", "Measures", "Works", "Sources", "Sites", "Rules")}

    assert told == {
        "Findings": 40,
        "Measures": 4,
        "Works": len(report.works),
        "Sources": len(report.lineage.sources),
        "Sites": len(report.sites),
        "Rules": len(report.rules),
    }
    assert {row["id"]: row["open"] for row in _rows(book["Rules"])} == {row.rule.id: row.open for row in report.rules}


def test_what_nobody_decided_is_asked_for_once_a_rule_and_fingerprint(make_report: Made) -> None:
    rows = [*finding_rows(8), {**finding_rows(8)[0], "document": "copy.jsonl#0"}]
    report = make_report(
        findings=Findings(
            pa.Table.from_pylist(rows, FINDING_SCHEMA), pa.Table.from_pylist(measure_rows(4), MEASURE_SCHEMA), total=9
        )
    )
    asked = [row for row in _rows(_book(report)["Verdicts to decide"]) if row["kind"] == "finding"]
    selectors = [json.loads(row["selector"]) for row in asked]

    open_findings = [row for row in finding_rows(8) if row["state"] in ("open", "baselined")]
    open_measures = [row for row in measure_rows(4) if row["state"] != "waived"]
    assert len(asked) == len(open_findings) + len(open_measures)
    assert len({row["id"] for row in asked}) == len(asked)
    assert [row["places"] for row in asked][:2] == [2, 1]
    assert {one["fingerprint"] for one in selectors} == {
        *(row["fingerprint"] for row in open_findings),
        *(f"{row['fingerprint']}:{row['value']}" for row in open_measures),
    }


def test_groups_that_are_offered_are_asked_for_with_what_they_cover(make_report: Made) -> None:
    offers = (
        Offer("core/known-work-long", "work", "work", "alice", 2, "a" * 64),
        Offer("core/generated-review", "model", "family", "Acme", 7, "b" * 64),
        Offer("core/generated-review", "rule", "rule", "core/generated-review", 9, "c" * 64),
        Offer("core/generated-review", "site", "domain", "a.example", 1, "d" * 64),
    )
    book = _book(make_report(offers=offers))
    asked = [row for row in _rows(book["Verdicts to decide"]) if row["kind"] != "finding"]

    summary = {row["what"]: row["value"] for row in _rows(book["Summary"])}
    assert [(row["kind"], json.loads(row["selector"]), row["count"], row["fingerprints_sha256"][0]) for row in asked] == [
        ("work", {"rule": "core/known-work-long", "work": "alice"}, 2, "a"),
        ("model", {"rule": "core/generated-review", "family": "Acme"}, 7, "b"),
        ("rule", {"rule": "core/generated-review"}, 9, "c"),
    ]
    assert asked[2]["what"].endswith("all that it says")
    assert summary["groups of them to decide as a whole"] == 3


def test_a_rule_that_the_report_does_not_have_is_asked_for_too(make_report: Made) -> None:
    rows = [{**finding_rows(1)[0], "rules": ["core/generated-review", "other/gone"], "subject": "alice"}]
    asked = _rows(_book(make_report(findings=Findings(pa.Table.from_pylist(rows, FINDING_SCHEMA))))["Verdicts to decide"])

    assert [(row["rule"], row["outcome"], row["what"]) for row in asked] == [
        ("other/gone", "block", "alice"),
        ("core/generated-review", "review", "Text that a model probably wrote: alice"),
    ]


def test_ids_change_with_the_log_so_that_deciding_anew_is_a_new_record(make_report: Made) -> None:
    report = _report(make_report)
    later = replace(report, decisions=replace(report.decisions, log_head="f" * 64))
    before, after = ({row["id"] for row in _rows(_book(one)["Verdicts to decide"])} for one in (report, later))

    assert not before & after


def test_only_what_a_person_says_can_be_written(make_report: Made) -> None:
    page = _book(_report(make_report))["Verdicts to decide"]
    names = [cell.value for cell in page[1]]
    dimensions = page.column_dimensions.values()
    open_places = {place for one in dimensions if not one.protection.locked for place in range(one.min, one.max + 1)}

    assert page.protection.sheet
    assert set(COLUMNS) <= set(names)
    assert {names[place - 1] for place in open_places} == set(GIVEN)
    assert (page.freeze_panes, page.auto_filter.ref is not None) == ("B2", True)


def test_drop_downs_offer_the_codes_of_the_record(make_report: Made) -> None:
    book = _book(_report(make_report))
    codes = _rows(book["Codes"])
    found = {name: [row["code"] for row in codes if row["column"] == name] for name in ("state", "reason", "action")}
    lists = {one.formula1: one for one in book["Verdicts to decide"].data_validations.dataValidation}
    cells = [row[1].value for row in book["Codes"].iter_rows()]

    assert found == {
        "state": list(STATES),
        "reason": [code for codes in REASONS.values() for code in codes],
        "action": list(ACTIONS),
    }
    assert len(lists) == 3
    assert _offered(next(iter(lists)), cells) == list(STATES)
    dependent = "".join(lists)
    for state, reasons in REASONS.items():
        assert _offered(dependent.split(f'="{state}",')[1], cells) == list(reasons)
    assert _offered(dependent.split('="confirmed",')[1], cells) == list(ACTIONS)


def _offered(formula: str, cells: list[str]) -> list[str]:
    """What the first range of a formula holds."""
    first, last = formula.split(",")[0].removeprefix("Codes!$B$").split(":$B$")
    return cells[int(first) - 1 : int(last)]


def test_no_cell_is_a_formula_and_hidden_characters_are_named(make_report: Made) -> None:
    report = _report(make_report, text=HOSTILE)
    cells = [cell for page in _book(report) for row in page.iter_rows() for cell in row if cell.value is not None]
    texts = [cell for cell in cells if isinstance(cell.value, str)]

    assert {cell.data_type for cell in texts} == {"s"}
    assert all(cell.quotePrefix for cell in texts if cell.value.startswith(("=", "+", "-", "@")))
    assert not [cell.value for cell in texts if set(cell.value) & set("\x00\x1b\u202e")]
    assert [cell for cell in texts if cell.value.startswith("=cmd()")]


def test_a_report_without_findings_has_all_pages(kinds_of_report: dict[str, Report]) -> None:
    assert len(_book(kinds_of_report["empty"]).sheetnames) == 10


def test_a_missing_package_is_told_with_the_mend(make_report: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)

    with pytest.raises(UsageError, match=r"pip install 'corpus-audit\[xlsx\]'"):
        render(make_report(), "xlsx")
