"""
The list of findings as the page carries it: columns as JSON, compressed, base64.

A text that repeats is stored once and named by its place in an ordered list, so that places sort as texts do. Excerpts are
apart, in pieces, worst first: a page can open without them and leave out as many as its size asks for.
"""

import gzip
from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from audit.model import Outcome
from audit.report_model import Report
from audit.reports import wording
from audit.reports.visible import visible

PIECE = 2000
"Rows whose excerpts are compressed together."
REPEATED = (
    "kind", "level", "detector", "outcome", "severity", "state", "subject_type", "subject", "site", "path", "reference",
    "measure",
)  # fmt: skip
"Columns whose texts repeat."
LISTS = ("rules", "waivers")
"Columns of lists of texts that repeat."
SINGLE = ("fingerprint", "record_id", "url")
"Columns of texts that are nearly all different."
NUMBERS = ("record", "start", "documents")
_STRICTEST_FIRST = (*(outcome.value for outcome in (Outcome.BLOCK, Outcome.REVIEW, Outcome.NOTE)), None)


@dataclass(frozen=True, slots=True)
class Packed:
    """The whole list, compressed. Sizes are of base64, in bytes."""

    rows: int
    columns: str
    excerpts: tuple[str, ...]
    "PIECE rows each, the last fewer."

    @property
    def size(self) -> int:
        """Of all of it."""
        return len(self.columns) + sum(len(piece) + 1 for piece in self.excerpts)


@dataclass(frozen=True, slots=True)
class Listing:
    """As much of the list as a page has room for."""

    data: str
    "The columns, then pieces of excerpts, a line each; empty where not even the columns fit."
    rows: int
    excerpts: int
    "The first so many rows have their excerpt, where there is one."


def packed(report: Report) -> Packed:
    """Findings, clues and judged measures, strictest outcome first; the same report gives the same bytes."""
    rows = _rows(report)
    if not rows:
        return Packed(0, "", ())
    excerpts = [_safe(row.get("excerpt"), lines=True) for row in rows]
    pieces = (excerpts[start : start + PIECE] for start in range(0, len(rows), PIECE))
    content = {"columns": _columns(rows), "labels": _labels(report), "rules": _rules(report), "exhibits": _exhibits(report, rows)}
    return Packed(len(rows), _compressed(content), tuple(_compressed(piece) for piece in pieces))


def fitting(whole: Packed, room: int) -> Listing:
    """
    What fits `room` bytes, given up in steps that the page tells: excerpts of the milder rows, all excerpts, the list.

    What is kept is kept from the top, so the worst keep their excerpts longest.
    """
    if not whole.rows or len(whole.columns) > room:
        return Listing("", 0, 0)
    lines, left = [whole.columns], room - len(whole.columns)
    for piece in whole.excerpts:
        left -= len(piece) + 1
        if left < 0:
            break
        lines.append(piece)
    return Listing("\n".join(lines), whole.rows, min(whole.rows, (len(lines) - 1) * PIECE))


def _rows(report: Report) -> list[dict[str, Any]]:
    """Measures stand before the findings of the same outcome, for they speak of all of the corpus."""
    rows = _measures(report)
    for row in report.findings.rows.to_pylist():
        rows.append({**row, "score": round(row["score"], 4), "length": row["end"] - row["start"]})
    places = {outcome: place for place, outcome in enumerate(_STRICTEST_FIRST)}
    return sorted(rows, key=lambda row: places[row["outcome"]])


def _measures(report: Report) -> list[dict[str, Any]]:
    rows = []
    for number, row in enumerate(report.findings.measures.to_pylist(), 1):
        about = {"number": f"M{number}", "kind": "measure", "level": "measure", "path": row["document"]}
        rows.append({**row, **about, "value": round(row["value"], 6)})
    return rows


def _columns(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    columns: dict[str, Any] = {name: _repeated(_safe(row.get(name)) for row in rows) for name in REPEATED}
    columns.update({name: _repeated(tuple(map(_safe, row.get(name) or ())) for row in rows) for name in LISTS})
    columns.update({name: [_safe(row.get(name)) for row in rows] for name in SINGLE})
    columns.update({name: [row.get(name) for row in rows] for name in ("number", "score", "length", "value", *NUMBERS)})
    return columns


def _repeated(texts: Iterable[Any]) -> dict[str, Any]:
    """Each text once, ordered, and the place of each row's."""
    rows = list(texts)
    ordered = sorted(set(rows))
    places = {text: place for place, text in enumerate(ordered)}
    return {"texts": ordered, "rows": [places[text] for text in rows]}


def _labels(report: Report) -> dict[str, dict[str, str]]:
    """By column, in words what its texts stand for; what is not here is shown as it is."""
    return {
        "kind": {**{kind.value: words for kind, words in wording.KINDS.items()}, "measure": "Measures of the corpus"},
        "level": {**{level.value: words for level, words in wording.LEVELS.items()}, "measure": "Measure"},
        "outcome": {**{outcome.value: words for outcome, words in wording.OUTCOMES.items()}, "": "No rule speaks"},
        "state": {"none": "Not judged", "open": "Open", "baselined": "In the baseline", "waived": "Waived"},
        "measure": {name: wording.words(name) for name in report.findings.measures["measure"].unique().to_pylist()},
        "subject": {_safe(work.work): _safe(work.title) for work in report.works if work.title},
    }


def _rules(report: Report) -> dict[str, tuple[int, str]]:
    """By a rule's id its place on the page and its title."""
    return {_safe(row.rule.id): (place, _safe(row.rule.title)) for place, row in enumerate(report.rules, 1)}


def _exhibits(report: Report, rows: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """By a row's place, from 0, the number of the exhibit that shows it."""
    numbers = {(exhibit.document, exhibit.fingerprint): exhibit.number for exhibit in reversed(report.exhibits)}
    found = ((str(place), numbers.get((row["document"], row["fingerprint"]))) for place, row in enumerate(rows))
    return {place: number for place, number in found if number is not None}


def _safe(text: str | None, *, lines: bool = False) -> str:
    """Text whose hidden characters are shown by name; None is empty."""
    return "" if text is None else text if text.isascii() and text.isprintable() else visible(text, lines=lines)


def _compressed(content: Any) -> str:
    """The time in the header is zero, so that the same content gives the same text."""
    return b64encode(gzip.compress(orjson.dumps(content), 6, mtime=0)).decode("ascii")
