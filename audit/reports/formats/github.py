"""Annotations for a log of GitHub Actions: the result, the worst findings and measures, and how many more there are."""

from collections.abc import Mapping
from typing import Any

from audit.model import Outcome
from audit.report_model import Report
from audit.reports.counts import titles, told, worst
from audit.reports.visible import visible

MOST = 9
"Findings and measures that get an annotation of their own; GitHub shows ten of a kind for a step."
_COMMANDS = {Outcome.BLOCK: "error", Outcome.REVIEW: "warning", Outcome.NOTE: "notice"}


def render(report: Report) -> bytes:
    """Lines of workflow commands; text can neither end a command nor begin another."""
    names, rows = titles(report), worst(report)
    lines = [f"::{'notice' if report.gate.status == 0 else 'error'} title=corpus-audit::{_data(report.gate.sentence)}"]
    lines += [_line(row, names) for row in rows[:MOST]]
    if len(rows) > MOST:
        lines.append(f"::notice title=corpus-audit::and {len(rows) - MOST} more findings and measures; the report has them")
    return ("\n".join(lines) + "\n").encode("utf-8")


def _line(row: Mapping[str, Any], names: Mapping[str, str]) -> str:
    file = f"file={_property(row['path'])},line={row['record'] + 1}," if "path" in row else ""
    place = f"{file}title={_property(row['rules'][0])}"
    return f"::{_COMMANDS[Outcome(row['outcome'])]} {place}::{_data(told(row, names))}"


def _data(text: str) -> str:
    return visible(text, lines=False).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
