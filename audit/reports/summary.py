"""The report on a terminal: at most 100 columns of plain text, the verdict first."""

from collections.abc import Iterable, Iterator, Sequence

from audit.report_model import Report
from audit.reports.terminal import WIDTH, cut, wrapped
from audit.reports.wording import (
    KINDS,
    OUTCOMES,
    PERMISSIONS,
    SIGNALS,
    STATUSES,
    TIERS,
    WAIVER_STATES,
    count,
    plural,
    share,
    size,
    source_kind,
)
from audit.reports.wording_redaction import shown

WORKS = 5
"Works that are named; all are in the reports."
ORIGINS = 6
"Kinds of source that are named; all are in the reports."
_NAME = 56


def summary(report: Report) -> str:
    """Verdict, coverage, findings, works, sources, rules, next steps. No character of the corpus steers the terminal."""
    parts = (
        _verdict(report),
        _coverage(report),
        _kinds(report),
        _works(report),
        _sources(report),
        _rules(report),
        _decisions(report),
        _next(report),
    )
    return "\n".join("\n".join(lines) + "\n" for part in parts if (lines := list(part)))


def _verdict(report: Report) -> Iterator[str]:
    yield f"{STATUSES[report.gate.status].upper()}  {cut(report.title, WIDTH - 14)}"
    yield from wrapped(report.gate.sentence)
    for reason in report.gate.reasons:
        yield from wrapped(reason, "- ")
    yield from wrapped(f"Text in reports: {shown(report.redaction)}.")


def _coverage(report: Report) -> Iterator[str]:
    coverage = report.coverage
    yield "Read"
    yield from wrapped(
        f"{share(coverage.read_share, 2)} of bytes; {count(coverage.files_opened)} of {plural(coverage.files, 'file')}, "
        f"{plural(coverage.records, 'record')}, {plural(coverage.documents, 'document')}, {plural(coverage.words, 'word')}, "
        f"{size(coverage.stored_bytes)} stored"
    )
    for skip in coverage.skips:
        what = "not read" if skip.loses else "held no text"
        yield from wrapped(f"{count(skip.skips)} {what}, {skip.reason}: {skip.plain} First: {skip.example}", "- ")
    for sentence in coverage.not_checked:
        yield from wrapped(sentence, "- ")


def _kinds(report: Report) -> Iterator[str]:
    if not any(row.findings or row.clues for row in report.kinds):
        yield "Found"
        yield "  nothing, in what was checked"
        return
    rows = [(KINDS[row.kind], count(row.findings), count(row.clues), count(row.documents)) for row in report.kinds]
    yield from _table(("Found", "findings", "clues", "documents"), rows)


def _works(report: Report) -> Iterator[str]:
    """The works of which most was found, and how many texts of each library were looked for."""
    found = [row for row in report.works if row.findings and row.library_kind == "works"]
    rows = [
        (
            cut(f"{row.title or row.work}, {PERMISSIONS[row.permission].lower()}", _NAME),
            share(row.share_of_work, 2),
            count(row.documents),
        )
        for row in found[:WORKS]
    ]
    if rows:
        yield from _table(("Known works, most of the work first", "share of work", "documents"), rows)
    for row in report.searched:
        yield from wrapped(
            f"{row.name}: {count(row.works)} searched, {count(row.works_found)} with findings, {count(row.works_with_clues)} "
            f"with clues only, {count(row.works_not_found)} without a match"
        )


def _sources(report: Report) -> Iterator[str]:
    """The kinds of source with most words, what no list names, and what sites signal."""
    kinds = [row for row in report.sources.origins if row.by == "kind"]
    rows = [(source_kind(row.name), share(row.word_share), count(row.documents)) for row in kinds[:ORIGINS]]
    dark = {row.tier: row for row in report.sources.tiers}
    rows += [
        (TIERS[tier], share(dark[tier].word_share), count(dark[tier].documents)) for tier in ("unlisted", "none") if tier in dark
    ]
    if rows:
        yield from _table(("Where it comes from", "share of words", "documents"), rows)
    for about, title in (("capture", "Training, by signals up to the capture"), ("latest", "Training, by the latest signals")):
        states = [f"{SIGNALS[row.state].lower()} {share(row.word_share)}" for row in report.sources.consent if row.about == about]
        if states:
            yield from wrapped(f"{title}: {', '.join(states)} of words")


def _rules(report: Report) -> Iterator[str]:
    named = [row for row in report.rules if row.open or row.waived]
    rows = [(cut(row.rule.title, _NAME), OUTCOMES[row.rule.outcome], count(row.open), count(row.waived)) for row in named]
    if rows:
        yield from _table(("Verdicts by rule", "asks for", "open", "waived"), rows)
    yield f"  {plural(len(report.rules), 'rule')} in force, {len(report.rules) - len(named)} without a verdict"
    if unread := sorted(name for name, by in report.reviews.items() if not by):
        yield from wrapped(f"not reviewed by counsel: the rules of {', '.join(unread)}")


def _decisions(report: Report) -> Iterator[str]:
    """Waivers that somebody has to look at first, then how much is let pass or known."""
    decided = report.decisions
    if not decided.waivers and not decided.baseline_entries and not decided.log:
        return
    yield "Decisions"
    yield f"  {plural(len(decided.waivers), 'waiver')}, {plural(decided.waived, 'verdict')} waived"
    if decided.baseline_entries:
        stale = f", {plural(decided.baseline_stale, 'stale line')}" if decided.baseline_stale else ""
        yield f"  baseline: {plural(decided.baselined, 'open verdict')} known, {count(decided.new)} new{stale}"
    if decided.log:
        yield f"  log: {plural(len(decided.log), 'decision')}, {plural(len(decided.unsettled), 'decision')} to be looked at"
    for row in decided.waivers:
        if row.mend:
            yield from wrapped(f"{row.id}, {WAIVER_STATES[row.state].lower()}: {row.told}; {row.mend}", "- ")
    for one in decided.unsettled:
        yield from wrapped(f"{one.id}, {one.state.replace('_', ' ')}: {one.told}", "- ")


def _next(report: Report) -> Iterator[str]:
    if report.gate.next_steps:
        yield "What to do next"
        for number, step in enumerate(report.gate.next_steps, 1):
            yield from wrapped(step, f"{number}. ")


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Columns as wide as they need to be; the first is words, the others stand right."""
    table = [head, *rows]
    widths = [max(len(row[place]) for row in table) for place in range(len(head))]
    for number, row in enumerate(table):
        indent = "  " if number else ""
        cells = [f"{cell:>{width}}" for cell, width in zip(row[1:], widths[1:], strict=True)]
        yield "  ".join([(indent + row[0]).ljust(max(widths[0], _NAME) + 2), *cells])
