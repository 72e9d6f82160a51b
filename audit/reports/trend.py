"""Runs in a row: what is not as it was for the run before, and what of the last one somebody should look at."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import pairwise

from audit.report_model.trend import Alert, RunSummary, Trend, TrendPoint
from audit.reports.wording import STATUSES, plural, share
from audit.reports.wording_since import CAUSES

LESS_READ = 0.001
"A share of bytes that is smaller by so much than before is told."
_COMPARED = ("data", "rules", "references", "terms", "decisions")
_ALERTED = ("rules", "references", "tool")


def trend(named: Sequence[tuple[str, RunSummary]]) -> Trend:
    """Summaries with their names, in whatever order; one that is given twice counts once."""
    runs = sorted(_once(named), key=lambda run: datetime.fromisoformat(run[1].judged))
    before = [None, *(summary for _, summary in runs[:-1])]
    points = [
        TrendPoint(name, summary, _changed(past, summary) if past else ())
        for (name, summary), past in zip(runs, before, strict=True)
    ]
    return Trend(tuple(points), tuple(_alerts(points)))


def _once(named: Sequence[tuple[str, RunSummary]]) -> list[tuple[str, RunSummary]]:
    kept: list[tuple[str, RunSummary]] = []
    for name, summary in named:
        if summary not in [one for _, one in kept]:
            kept.append((name, summary))
    return kept


def _changed(before: RunSummary, after: RunSummary) -> tuple[str, ...]:
    """Causes whose digests differ. Signals hang on the references too, and count only where these are the same."""
    differs = {name for name in after.digests if after.digests[name] != before.digests.get(name)}
    if "signals" in differs and "references" not in differs:
        differs.add("tool")
    return tuple(name for name in CAUSES if name in differs and name in (*_COMPARED, "tool"))


def _alerts(points: Sequence[TrendPoint]) -> Iterator[Alert]:
    for before, last in list(pairwise(points))[-1:]:
        yield from _of_gate(before, last)
        yield from _of_changes(before, last)
        yield from _of_rules(before.summary, last.summary)
    for point in points[-1:]:
        yield from _of_waivers(point.summary)


def _of_gate(before: TrendPoint, last: TrendPoint) -> Iterator[Alert]:
    past, now = before.summary, last.summary
    if past.status == 0 and now.status != 0:
        yield Alert("gate", f"The gate is now: {STATUSES[now.status].lower()}. {before.name} passed it.")
    if now.read_share < past.read_share - LESS_READ:
        yield Alert("coverage", f"Less was read: {share(now.read_share, 2)} of bytes, {share(past.read_share, 2)} before.")


def _of_changes(before: TrendPoint, last: TrendPoint) -> Iterator[Alert]:
    for name in _ALERTED:
        if name in last.changed:
            told = f"Not the same as for {before.name}: {CAUSES[name]}. Counts before and after may differ for that alone."
            yield Alert(name, told)


def _of_rules(before: RunSummary, last: RunSummary) -> Iterator[Alert]:
    """
    Rules with more open verdicts, or as many that are others.

    Where there are fewer, new ones may be among them: digests tell only that they are not the same.
    """
    past = {row.rule: row for row in before.rules}
    for row in last.rules:
        known = past.get(row.rule)
        was = known.open if known else 0
        if row.open > was:
            yield Alert("new", f"{plural(row.open - was, 'more open verdict')} by {row.rule}: {was:,} to {row.open:,}.")
        elif known and row.open == was and row.open_digest != known.open_digest:
            yield Alert("new", f"Other open verdicts by {row.rule} than before, {row.open:,} again.")


def _of_waivers(last: RunSummary) -> Iterator[Alert]:
    for one in last.ending:
        left = (one.expires - last.day).days
        yield Alert("ending", f"{one.id}, on {one.rule}, ends on {one.expires}, {plural(left, 'day')} after the judgement.")
    if gone := last.waivers.get("expired", 0):
        yield Alert("ending", f"{plural(gone, 'waiver')} expired and let nothing pass any more.")
