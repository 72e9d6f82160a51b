"""Counts that every format tells alike, so that no two files about one run differ."""

from collections.abc import Iterator, Mapping
from typing import Any

import pyarrow as pa

from audit.model import Outcome
from audit.report_model import Report
from audit.report_model.findings import FINDING_SCHEMA, MEASURE_SCHEMA

STATES = ("open", "waived", "baselined")
TABLE_SCHEMA = pa.schema(
    [*FINDING_SCHEMA, ("view", pa.string()), *(MEASURE_SCHEMA.field(name) for name in ("measure", "value", "documents"))]
)
"Findings and measures as one table: `view` is finding or measure, and empty is what the other has."
_ORDER = list(Outcome)


def counts(report: Report) -> dict[str, int]:
    """Findings, clues and judged measures of the run; verdicts that are open, waived and, of the open ones, in the baseline."""
    return {
        "findings": sum(row.findings for row in report.kinds),
        "clues": sum(row.clues for row in report.kinds),
        "measures": report.findings.measures.num_rows,
        **{state: sum(getattr(row, state) for row in report.rules) for state in STATES},
    }


def listed(report: Report) -> list[dict[str, Any]]:
    """Findings and clues, worst first, as the report lists them."""
    rows: list[dict[str, Any]] = report.findings.rows.to_pylist()
    return rows


def undecided(report: Report) -> Iterator[Mapping[str, Any]]:
    """Those that a rule names and no waiver lets pass."""
    return (row for row in listed(report) if row["rules"] and row["state"] != "waived")


def listed_measures(report: Report) -> list[dict[str, Any]]:
    """Measures that a rule names, worst first."""
    rows: list[dict[str, Any]] = report.findings.measures.to_pylist()
    return rows


def undecided_measures(report: Report) -> Iterator[Mapping[str, Any]]:
    """Measures that no waiver lets pass."""
    return (row for row in listed_measures(report) if row["state"] != "waived")


def table(report: Report) -> pa.Table:
    """Findings and clues, then measures, as one table with the columns of TABLE_SCHEMA."""
    found = report.findings.rows.append_column("view", pa.array(["finding"] * report.findings.rows.num_rows, pa.string()))
    measures = report.findings.measures.append_column(
        "view", pa.array(["measure"] * report.findings.measures.num_rows, pa.string())
    )
    return pa.concat_tables([found, measures], promote_options="default").select(TABLE_SCHEMA.names)


def worst(report: Report) -> list[Mapping[str, Any]]:
    """Findings and measures that nobody decided on, those of the strictest outcome first."""
    rows = [*undecided(report), *undecided_measures(report)]
    return sorted(rows, key=lambda row: -_ORDER.index(Outcome(row["outcome"])))


def told(row: Mapping[str, Any], titles: Mapping[str, str]) -> str:
    """A finding or measure in a line: the title of its first rule and what it is about."""
    rule = titles.get(row["rules"][0], row["rules"][0]) if row["rules"] else row["detector"]
    if "measure" in row:
        value = "unknown" if row["value"] is None else f"{row['value']:g}"
        return f"{rule}: {row['measure']} of {row['subject'] or row['document']} is {value}"
    return f"{rule}: {row['subject']}" if row["subject"] else rule


def titles(report: Report) -> dict[str, str]:
    """Titles of rules by id."""
    return {row.rule.id: row.rule.title for row in report.rules}
