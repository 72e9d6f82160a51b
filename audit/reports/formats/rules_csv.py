"""Rules in force as CSV, one a line, with how many verdicts of each are open, waived and in the baseline."""

from audit.report_model import Report
from audit.reports import tables
from audit.reports.sheet import sheet


def render(report: Report) -> bytes:
    """The table in UTF-8; no cell is a formula."""
    table = tables.rules(report)
    return sheet(table.head, table.values)
