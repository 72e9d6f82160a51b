"""Every finding of a run is listed once, worst first, in the report and wherever the report is written."""

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from audit.report_model import Findings, Report
from audit.reports import render
from audit.reports.all_findings import all_findings
from audit.reports.excerpt import LISTED, SIDE
from audit.store import Store
from tests.reports import test_gather

store = test_gather.store
collect = test_gather.collect
report = test_gather.report


def test_counts_are_those_of_the_table_of_kinds(report: Report) -> None:
    rows = report.findings.rows.to_pylist()

    counted = Counter((row["kind"], row["level"]) for row in rows)
    assert counted == Counter(
        {
            (row.kind.value, level): count
            for row in report.kinds
            for level, count in (("finding", row.findings), ("clue", row.clues))
            if count
        }
    )
    assert (report.findings.total, report.findings.left_out) == (len(rows), 0)


def test_the_strictest_outcome_comes_first_and_clues_come_last(report: Report) -> None:
    rows = report.findings.rows.to_pylist()

    assert [row["number"] for row in rows] == list(range(1, len(rows) + 1))
    assert [(row["outcome"], row["level"], row["subject"]) for row in rows] == [
        ("block", "finding", "ferry"), ("block", "finding", "ferry"), ("block", "finding", "ferry"),
        ("note", "finding", "ferry"), ("note", "clue", "fog"),
    ]  # fmt: skip
    assert rows[0]["rules"] == ["house/long", "house/note"]
    assert {row["state"] for row in rows} == {"open"}
    assert {(row["subject_type"], row["site"]) for row in rows} == {("work", "site.example")}


def test_addresses_are_masked_and_a_work_is_shown_no_more_than_its_exhibits_show(report: Report, store: Store) -> None:
    shown = {exhibit.fingerprint: exhibit.quote.text for exhibit in report.exhibits}

    assert "mira@" not in json.dumps(report.findings.rows.to_pylist())
    assert all(row["excerpt"] == shown[row["fingerprint"]] for row in report.findings.rows.to_pylist())
    assert set(all_findings(store, ()).rows["excerpt"].to_pylist()) == {""}
    assert LISTED < SIDE


def test_what_a_report_cannot_hold_is_counted(store: Store, report: Report) -> None:
    fewer = all_findings(store, report.exhibits, most=2)

    assert (fewer.rows.num_rows, fewer.left_out) == (2, 3)
    assert fewer.rows.to_pylist() == report.findings.rows.to_pylist()[:2]
    assert all_findings(store, (), most=0) == Findings()


def test_json_has_the_rows(report: Report) -> None:
    read = json.loads(render(report, "json"))["report"]["findings"]

    assert read == {"rows": report.findings.rows.to_pylist(), "measures": [], "total": 5}


def test_the_block_of_data_in_the_page_leaves_them_out(collect: Callable[..., Report]) -> None:
    found = collect(exhibits=0)
    page = render(replace(found, findings=Findings()), "html")

    assert b'"fingerprint"' not in page
