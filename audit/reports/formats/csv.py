"""Findings and clues as CSV, worst first, one a line; no cell is a formula. Lists are separated by semicolons."""

from audit.report_model import Report
from audit.report_model.findings import FINDING_SCHEMA
from audit.reports.counts import listed
from audit.reports.sheet import sheet


def render(report: Report) -> bytes:
    """The table in UTF-8; its columns are those of FINDING_SCHEMA."""
    rows = ([_cell(row[name]) for name in FINDING_SCHEMA.names] for row in listed(report))
    return sheet(FINDING_SCHEMA.names, rows)


def _cell(value: object) -> object:
    return "; ".join(value) if isinstance(value, list) else value
