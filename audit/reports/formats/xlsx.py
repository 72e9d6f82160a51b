"""
The report as a workbook: its result and counts, what is to be decided with drop-downs, and the tables behind them.

`corpus-audit decisions import` reads the page of verdicts to decide back. Needs the package xlsxwriter.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from audit.report_model import Report, WorkRow
from audit.report_model.findings import FINDING_SCHEMA, MEASURE_SCHEMA
from audit.report_model.lineage import SourceRow
from audit.reports import decision_pages
from audit.reports.counts import STATES, counts, listed, listed_measures
from audit.reports.decision_columns import OPEN_PAGE
from audit.reports.to_decide import ABOUT, to_decide
from audit.reports.workbook import MOST_ROWS, Book, Column
from audit.reports.wording_redaction import shown

_WORK = [field.name for field in fields(WorkRow) if field.name != "intervals"]
_SOURCE = [field.name for field in fields(SourceRow) if field.name not in ("detected", "bound", "parents", "generators")]
_SITE = ("domain", "platform", "publisher", "source_kind", "documents", "words", "word_share", "first_captured", "last_captured",
         "signal_at_capture", "signal_latest", "terms_class")  # fmt: skip
_RULE = ("id", "title", "outcome", "severity", "view", "plain", "rationale", "fix")


def render(report: Report) -> bytes:
    """The whole workbook. UsageError where xlsxwriter is not installed."""
    book = Book(datetime.fromisoformat(report.created))
    asked = to_decide(report)
    _table(book, "Summary", ("what", "value"), _summary(report, asked), (32, 110))
    decision_pages.who(book)
    decision_pages.decisions_page(book, OPEN_PAGE, ABOUT, asked[:MOST_ROWS])
    _table(book, "Findings", FINDING_SCHEMA.names, (list(row.values()) for row in listed(report)))
    _table(book, "Measures", MEASURE_SCHEMA.names, (list(row.values()) for row in listed_measures(report)))
    _table(book, "Works", _WORK, ([getattr(row, name) for name in _WORK] for row in report.works))
    _table(book, "Sources", _SOURCE, ([getattr(row, name) for name in _SOURCE] for row in report.lineage.sources))
    _table(book, "Sites", _SITE, ([getattr(row, name) for name in _SITE] for row in report.sites))
    _table(book, "Rules", (*_RULE, *STATES), _rules(report))
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


def _rules(report: Report) -> Iterator[list[Any]]:
    for row in report.rules:
        told = [getattr(row.rule, name) for name in _RULE]
        yield [*told, *(getattr(row, state) for state in STATES)]
