"""Sources as CSV, one a line: what is stated of the licence of each, by whom, and how much of the corpus it is."""

from audit.report_model import Report
from audit.reports import tables
from audit.reports.sheet import sheet


def render(report: Report) -> bytes:
    """The table in UTF-8; no cell is a formula."""
    table = tables.sources(report)
    return sheet(table.head, table.values)
