"""Findings and clues as CSV, then measures, worst first, one a line; no cell is a formula. Lists are separated by semicolons."""

from audit.report_model import Report
from audit.reports.counts import TABLE_SCHEMA, table
from audit.reports.sheet import sheet


def render(report: Report) -> bytes:
    """The table in UTF-8; its columns are those of TABLE_SCHEMA."""
    rows = ([_cell(value) for value in row.values()] for row in table(report).to_pylist())
    return sheet(TABLE_SCHEMA.names, rows)


def _cell(value: object) -> object:
    return "; ".join(value) if isinstance(value, list) else value
