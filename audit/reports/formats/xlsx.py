"""
The report as a workbook: its result and counts, what is to be decided with drop-downs, and the tables behind them.

`corpus-audit decisions import` reads the page of verdicts to decide back. Needs the package xlsxwriter.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from audit.report_model import Report
from audit.report_model.findings import FINDING_SCHEMA, MEASURE_SCHEMA
from audit.reports import decision_pages, tables
from audit.reports.counts import counts, listed, listed_measures
from audit.reports.decision_columns import OPEN_PAGE
from audit.reports.to_decide import ABOUT, to_decide
from audit.reports.wording_redaction import shown
from audit.reports.workbook import MOST_ROWS, Book, Column, package


def check() -> None:
    """UsageError where xlsxwriter is not installed."""
    package()


def render(report: Report) -> bytes:
    """The whole workbook. UsageError where xlsxwriter is not installed."""
    book = Book(datetime.fromisoformat(report.created))
    asked = to_decide(report)
    _table(book, "Summary", ("what", "value"), _summary(report, asked), (32, 110))
    decision_pages.who(book)
    decision_pages.decisions_page(book, OPEN_PAGE, ABOUT, asked[:MOST_ROWS])
    _table(book, "Findings", FINDING_SCHEMA.names, (list(row.values()) for row in listed(report)))
    _table(book, "Measures", MEASURE_SCHEMA.names, (list(row.values()) for row in listed_measures(report)))
    for name, made in (("Works", tables.works), ("Sources", tables.sources), ("Sites", tables.sites), ("Rules", tables.rules)):
        table = made(report)
        _table(book, name, table.head, table.values)
    decision_pages.codes(book)
    return book.content()


def _table(book: Book, name: str, head: Sequence[str], rows: Any, widths: Sequence[int] = ()) -> None:
    book.page(name, [Column(title, widths[place] if widths else 16) for place, title in enumerate(head)], rows)


def _summary(report: Report, asked: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, Any]]:
    """What must be told comes first; all that is counted is told as every format tells it."""
    yield from [("classification", report.classification)] if report.classification else []
    yield "corpus", report.title
    yield "result", report.gate.sentence
    yield from (("reason", reason) for reason in report.gate.reasons)
    yield "documents", report.coverage.documents
    yield "words", report.coverage.words
    yield "share of bytes read", report.coverage.read_share
    yield from (("not checked", sentence) for sentence in report.coverage.not_checked)
    yield from counts(report).items()
    yield "text shown", shown(report.redaction)
    yield "findings and clues not listed here", report.findings.left_out
    single = sum(row["kind"] == "finding" for row in asked)
    yield "verdicts to decide", single
    yield "groups of them to decide as a whole", len(asked) - single
    yield "verdicts to decide not listed here", max(0, len(asked) - MOST_ROWS)
    yield "made", report.created
    yield "corpus-audit", report.tool_version
    yield "command", report.command
    yield "policy", f"{report.policy_name} {report.policy_digest}"
    yield "purposes", report.purposes
    yield "jurisdictions", report.jurisdictions
