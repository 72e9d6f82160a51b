"""Runs in a row as a table on a terminal, SVG, CSV, Markdown and JSON."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from audit.errors import UsageError
from audit.report_model.trend import Trend, TrendPoint
from audit.reports.marked import marked
from audit.reports.pages import environment
from audit.reports.plain import plain
from audit.reports.sheet import sheet
from audit.reports.terminal import cut, wrapped
from audit.reports.trend_drawing import drawing
from audit.reports.wording import OUTCOMES, STATUSES, count, share
from audit.reports.wording_since import CAUSES

_STATES = ("open", "baselined", "waived")
_NAME = 24
_WORDS = 3
"Columns of words, before those of numbers."


def on_terminal(trend: Trend) -> str:
    """A line a run, the last one below; then what somebody should look at. No line is wider than a terminal."""
    head = ("Run", "judged", "result", "read", "documents", "block", "review", "note", "known", "waived")
    rows = [head, *(_line(point) for point in trend.points)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(head))]
    lines = ["  ".join(_aligned(row, widths)) for row in rows]
    for point in trend.points:
        if point.changed:
            lines += wrapped(f"{point.name}: not as before: {in_words(point)}", "- ")
    lines += ["Look at", *(line for alert in trend.alerts for line in wrapped(alert.told, "- "))] if trend.alerts else []
    return "\n".join(line.rstrip() for line in lines)


def _aligned(row: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    """Words stand left and numbers right."""
    for place, (cell, width) in enumerate(zip(row, widths, strict=True)):
        yield cell.ljust(width) if place < _WORDS else cell.rjust(width)


def in_words(point: TrendPoint) -> str:
    """What is not as it was for the run before."""
    return ", ".join(CAUSES[name] for name in point.changed)


def as_csv(trend: Trend) -> bytes:
    """One row a run, with counts by outcome and state, and digests."""
    digests = sorted({name for point in trend.points for name in point.summary.digests})
    rows = [dict(_fields(point), **{f"{name}_digest": point.summary.digests.get(name) for name in digests})
            for point in trend.points]  # fmt: skip
    return sheet(list(rows[0]), ([*row.values()] for row in rows))


def as_markdown(trend: Trend) -> bytes:
    """A table of the runs, the last one below, then what somebody should look at."""
    head = ("run", "judged", "result", "read", *OUTCOMES.values(), "in the baseline", "waived", "not as before")
    aligned = "|---|---|---|---:|---:|---:|---:|---:|---:|---|"
    rows = (f"| {' | '.join(marked(cell) for cell in _cells(point))} |" for point in trend.points)
    alerts = ["", "## Look at", "", *(f"* {marked(alert.told)}" for alert in trend.alerts)] if trend.alerts else []
    return ("\n".join(["# Trend", "", f"| {' | '.join(head)} |", aligned, *rows, *alerts]) + "\n").encode()


def as_svg(trend: Trend) -> bytes:
    """A drawing that stands alone, light or dark as its reader's screen is."""
    return environment().get_template("trend.svg").render(drawn=drawing(trend)).encode()


def as_json(trend: Trend) -> bytes:
    """All that is known of the runs; ASCII, keys sorted."""
    return (json.dumps(plain(trend), indent=2, sort_keys=True) + "\n").encode("ascii")


def _line(point: TrendPoint) -> tuple[str, ...]:
    run = point.summary
    by = run.outcomes
    opened = (count(by[str(outcome)]["open"]) for outcome in OUTCOMES)
    others = (count(sum(counts[state] for counts in by.values())) for state in _STATES[1:])
    facts = (cut(point.name, _NAME), run.judged[:10], STATUSES[run.status], share(run.read_share, 2), count(run.documents))
    return (*facts, *opened, *others)


def _cells(point: TrendPoint) -> tuple[str, ...]:
    line = _line(point)
    return (point.name, *line[1:4], *line[5:], in_words(point) or "-")


def _fields(point: TrendPoint) -> Iterator[tuple[str, Any]]:
    run = point.summary
    yield from (("run", point.name), ("judged", run.judged), ("tool_version", run.tool_version), ("policy", run.policy))
    yield from ((name, getattr(run, name)) for name in ("status", "files", "documents", "words", "read_share", "skips"))
    yield from (("findings", run.findings), ("clues", run.clues))
    for outcome in OUTCOMES:
        yield from ((f"{outcome}_{state}", run.outcomes[str(outcome)][state]) for state in _STATES)
    yield from (("ending_waivers", len(run.ending)), ("changed", "; ".join(point.changed)))


FORMATS: Mapping[str, Callable[[Trend], bytes]] = {"csv": as_csv, "markdown": as_markdown, "json": as_json, "svg": as_svg}
"By name, how a trend is written."


def check(name: str) -> None:
    """UsageError where there is no such format."""
    if name not in FORMATS:
        raise UsageError(f"no format of trends named '{name}'; there are: {', '.join(sorted(FORMATS))}")
