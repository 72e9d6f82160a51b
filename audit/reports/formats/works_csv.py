"""Known works as CSV, one a line: who holds what, what the licence says, and how much of the work is in the corpus."""

from audit.report_model import Report
from audit.reports import tables
from audit.reports.sheet import sheet


def render(report: Report) -> bytes:
    """The table in UTF-8; no cell is a formula."""
    table = tables.works(report)
    return sheet(table.head, table.values)
