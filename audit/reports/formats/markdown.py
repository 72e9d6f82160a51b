"""The report in short as Markdown, such as for the summary of a step in CI: result, coverage, counts, worst findings."""

from collections.abc import Iterator, Sequence

from audit.report_model import Report
from audit.reports import wording
from audit.reports.counts import STATES, counts, titles, told, worst
from audit.reports.marked import marked

BUDGET = 900_000
"Most bytes; GitHub refuses a summary of 1 MiB as a whole."


def render(report: Report) -> bytes:
    """What must be told comes first; what is beyond the budget is left out, and that is said."""
    lines = [*_result(report), *_coverage(report), *_counts(report), *_worst(report)]
    return _within(lines, BUDGET).encode("utf-8")


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


def _worst(report: Report) -> Iterator[str]:
    """The table of findings and measures that nobody decided on."""
    names = titles(report)
    yield from ("## Findings and measures", "", "| outcome | document | what |", "|---|---|---|")
    for row in worst(report):
        yield f"| {row['outcome']} | {marked(row['document'])} | {marked(told(row, names))} |"


def _within(lines: Sequence[str], budget: int) -> str:
    """Lines up to so many bytes, and how many are left out."""
    room = budget - 100
    for place, line in enumerate(lines):
        room -= len(line.encode()) + 1
        if room < 0:
            return "\n".join([*lines[:place], "", f"and {len(lines) - place} more lines; the report has them", ""])
    return "\n".join([*lines, ""])
