"""The report in short as Markdown, such as for the summary of a step in CI: result, coverage, counts, worst findings."""

from audit.report_model import Report
from audit.reports import wording
from audit.reports.counts import STATES, counts, titles, told, undecided
from audit.reports.marked import marked

BUDGET = 900_000
"Most bytes; GitHub refuses a summary of 1 MiB as a whole."


def render(report: Report) -> bytes:
    """What must be told comes first; the list of findings fills what is left of the budget and says what it leaves out."""
    head = "\n".join([*_result(report), *_coverage(report), *_counts(report)]) + "\n"
    return (head + _findings(report, BUDGET - len(head.encode()))).encode("utf-8")


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


def _findings(report: Report, budget: int) -> str:
    """The table of findings that nobody decided on, within so many bytes."""
    names, rows = titles(report), list(undecided(report))
    text = "## Findings\n\n| outcome | document | what |\n|---|---|---|\n"
    lines, room = [text], budget - len(text) - 200
    for place, row in enumerate(rows):
        line = f"| {row['outcome']} | {marked(row['document'])} | {marked(told(row, names))} |\n"
        room -= len(line.encode())
        if room < 0:
            return "".join([*lines, f"\nand {len(rows) - place} more; the report has them\n"])
        lines.append(line)
    return "".join(lines)
