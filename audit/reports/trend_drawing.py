"""Runs in a row as a drawing: a panel an outcome, a column a run, in units of a sheet 1,000 wide."""

from collections.abc import Sequence
from dataclasses import dataclass

from audit.report_model.trend import Trend, TrendPoint
from audit.reports.wording import OUTCOMES

WIDTH = 1000
SHOWN = 40
"Runs that are drawn: the latest. All are in the table."
MARKS = {"rules": "R", "references": "I", "tool": "T"}
"What is marked where it is not as for the run before."
STATES = ("open", "baselined", "waived")

_SIDE = 36
_FEWEST = 6
"Columns that a row has room for at least, so that one run is no wall."
_BARS = 58
_PANEL = 114
_HEAD = 40
_LABEL = 64
"Width of a column from which each has its number above it; narrower, only the highest and the last have one."
_DAY = 96
"Width that a day needs."


@dataclass(frozen=True, slots=True)
class Part:
    """Verdicts of one state in a column."""

    state: str
    top: float
    height: float


@dataclass(frozen=True, slots=True)
class Column:
    """A run in a panel."""

    left: float
    middle: float
    parts: tuple[Part, ...]
    label: int | None
    "Verdicts of all states; None: there is no room for it."
    label_at: float


@dataclass(frozen=True, slots=True)
class Panel:
    """Verdicts of one outcome, scaled to the run with most of them."""

    title: str
    top: float
    axis: float
    most: int
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A place where rules, reference index or tool are not as before."""

    at: float
    letters: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """All that a chart shows."""

    height: float
    axis: float
    "Of the lowest panel."
    column: float
    "Width of a column."
    panels: tuple[Panel, ...]
    days: tuple[tuple[float, str], ...]
    marks: tuple[Mark, ...]
    described: str
    "In a sentence an outcome."
    left_out: int
    "Earlier runs that are not drawn."


def drawing(trend: Trend) -> Drawing:
    """Where everything stands."""
    points = trend.points[-SHOWN:]
    step = (WIDTH - 2 * _SIDE) / max(len(points), _FEWEST)
    panels = tuple(_panel(points, str(outcome), name, place, step) for place, (outcome, name) in enumerate(OUTCOMES.items()))
    axis = panels[-1].axis
    every = int(-(-_DAY // step))
    days = [(_middle(place, step), point.summary.judged[:10]) for place, point in enumerate(points)]
    marks = [(_SIDE + place * step, "".join(MARKS[name] for name in MARKS if name in point.changed))
             for place, point in enumerate(points)]  # fmt: skip
    return Drawing(
        height=axis + 72,
        axis=axis,
        column=step * 0.62,
        panels=panels,
        days=tuple(days[::every]),
        marks=tuple(Mark(at, letters) for at, letters in marks if letters),
        described=" ".join(_described(points, str(outcome), name) for outcome, name in OUTCOMES.items()),
        left_out=len(trend.points) - len(points),
    )


def _panel(points: Sequence[TrendPoint], outcome: str, title: str, place: int, step: float) -> Panel:
    counts = [point.summary.outcomes[outcome] for point in points]
    totals = [sum(one[state] for state in STATES) for one in counts]
    most, top = max(totals), place * _PANEL
    axis = top + _HEAD + _BARS
    told = set(range(len(points))) if step >= _LABEL else {totals.index(most), len(points) - 1}
    columns = []
    for number, one in enumerate(counts):
        parts: list[Part] = []
        at = float(axis)
        for state in STATES:
            height = max(_BARS * one[state] / most, 1.5) if one[state] else 0.0
            at -= height
            parts.append(Part(state, at, height))
        middle = _middle(number, step)
        label = totals[number] if number in told else None
        columns.append(Column(middle - step * 0.31, middle, tuple(part for part in parts if part.height), label, at - 5))
    return Panel(title, top, axis, most, tuple(columns))


def _middle(place: int, step: float) -> float:
    return _SIDE + (place + 0.5) * step


def _described(points: Sequence[TrendPoint], outcome: str, name: str) -> str:
    first, last = (points[place].summary.outcomes[outcome]["open"] for place in (0, -1))
    return f"{name}: {first:,} open at first, {last:,} at last."
