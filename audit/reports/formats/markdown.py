"""The report in short as Markdown, such as for the summary of a step in CI: result, coverage, counts, worst findings."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from audit.report_model import Report
from audit.reports import wording
from audit.reports.counts import STATES, counts, titles, told, worst
from audit.reports.marked import marked

BUDGET = 900_000
"Most bytes; GitHub refuses a summary of 1 MiB as a whole."


def render(report: Report) -> bytes:
    """What must be told comes first; what is beyond the budget is left out, and that is said."""
    rows = worst(report)
    head = [*_result(report), *_coverage(report), *_counts(report)]
    return _within(chain(head, _table(report, rows)), len(head) + len(rows), BUDGET).encode("utf-8")


def _result(report: Report) -> list[str]:
    return [
        f"# {marked(report.title)}",
        "",
        f"**{wording.STATUSES[report.gate.status]}.** {marked(report.gate.sentence)}",
        "",
        *(f"* {marked(reason)}" for reason in report.gate.reasons),
        "",
    ]


def _coverage(report: Report) -> list[str]:
    coverage = report.coverage
    return [
        "## What was and was not checked",
        "",
        f"{coverage.documents} documents of {coverage.files} files; {wording.share(coverage.read_share)} of bytes were read.",
        "",
        *(f"* {skip.skips} × {marked(skip.plain)}" for skip in coverage.skips),
        *(f"* {marked(sentence)}" for sentence in coverage.not_checked),
        "",
    ]


def _counts(report: Report) -> list[str]:
    rules = (f"| {marked(row.rule.id)} | {row.open} | {row.waived} | {row.baselined} |" for row in report.rules)
    return [
        "## Counts",
        "",
        "| | |",
        "|---|---:|",
        *(f"| {name} | {count} |" for name, count in counts(report).items()),
        "",
        f"| rule | {' | '.join(STATES)} |",
        "|---|---:|---:|---:|",
        *rules,
        "",
    ]


def _table(report: Report, rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Findings and measures, one a line."""
    names = titles(report)
    yield "## Findings and measures\n\n| outcome | document | what |\n|---|---|---|"
    for row in rows:
        yield f"| {row['outcome']} | {marked(row['document'])} | {marked(told(row, names))} |"


def _within(lines: Iterable[str], count: int, budget: int) -> str:
    """Lines up to so many bytes, and how many of `count` are left out."""
    room, kept = budget - 100, list[str]()
    for line in lines:
        room -= len(line.encode()) + 1
        if room < 0:
            return "\n".join([*kept, "", f"and {count - len(kept)} more lines; the report has them", ""])
        kept.append(line)
    return "\n".join([*kept, ""])
