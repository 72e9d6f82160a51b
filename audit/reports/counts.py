"""Counts that every format tells alike, so that no two files about one run differ."""

from collections.abc import Iterator, Mapping
from typing import Any

from audit.report_model import Report

STATES = ("open", "waived", "baselined")


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


def told(row: Mapping[str, Any], titles: Mapping[str, str]) -> str:
    """A finding or measure in a line: the title of its first rule and what it is about."""
    rule = titles.get(row["rules"][0], row["rules"][0]) if row["rules"] else row["detector"]
    if "measure" in row:
        about = row["subject"] or row["document"]
        return f"{rule}: {row['measure']} of {about} is {row['value']:g}"
    return f"{rule}: {row['subject']}" if row["subject"] else rule


def titles(report: Report) -> dict[str, str]:
    """Titles of rules by id."""
    return {row.rule.id: row.rule.title for row in report.rules}
