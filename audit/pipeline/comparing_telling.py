"""What changed from one run to another, on a terminal; no character of the corpus steers the terminal."""

from collections.abc import Iterator

from audit.report_model.since import Since
from audit.reports.terminal import cut, wrapped
from audit.reports.visible import visible
from audit.reports.wording import count, plural
from audit.reports.wording_since import CAUSES, cause

MOST = 30
"Rows that are listed; the others are counted, and --json has them."


def in_words(since: Since) -> str:
    """What differs between the runs, then findings and verdicts that changed, by cause."""
    return "\n".join(visible(line, lines=False) for line in _lines(since))


def _lines(since: Since) -> Iterator[str]:
    for which, run in (("Earlier", since.earlier), ("Later", since.later)):
        held = f"{plural(run.documents, 'document')}, {plural(run.findings, 'finding')}, {plural(run.verdicts, 'verdict')}"
        yield from wrapped(f"{which}: {run.name}, judged {run.judged[:10]}: {held}, {count(run.open)} of them open")
    if not since.differs:
        yield "Data, rules, reference index and tool are the same."
    for name, lines in since.differs.items():
        more = f"; and {count(len(lines) - 6)} more" if len(lines) > 6 else ""
        yield from wrapped(f"{CAUSES[name]}: {cut('; '.join(lines[:6]), 600)}{more}", "- ")
    rows = [
        *(
            f"{row.kind}: {plural(row.findings, 'finding')} {row.change}, by {cause(row.cause)}"
            for row in since.findings
            if row.cause
        ),
        *(_verdicts(since)),
    ]
    for row in rows[:MOST]:
        yield from wrapped(row, "- ")
    if len(rows) > MOST:
        yield f"and {count(len(rows) - MOST)} more rows; --json has them"
    findings, verdicts = since.counts("unchanged")
    yield f"Unchanged: {plural(findings, 'finding')}, {plural(verdicts, 'verdict')}."


def _verdicts(since: Since) -> Iterator[str]:
    for row in since.verdicts:
        if row.cause:
            detail = f" ({row.detail})" if row.detail else ""
            held = f"{plural(row.verdicts, 'verdict')} {row.change}, {count(row.open)} open"
            yield f"{row.rule}: {held}, by {cause(row.cause)}{detail}"
