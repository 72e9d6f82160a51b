"""Findings with both texts in two columns, what is known of the work and of the passage above them."""

import shutil
import sys
from collections.abc import Iterable, Iterator
from textwrap import wrap

import click

from audit.cli._columns import COLOURS, SIGNS, Screen, lines
from audit.cli._voice import colour
from audit.model import Finding
from audit.pipeline.matching import Beside, beside
from audit.reports.compare import rows
from audit.reports.discounts import credit, discounts
from audit.reports.visible import visible
from audit.reports.wording import CHANGES, COMPARED, LEADING, plural, share, told

_LEAST, _WIDEST = 20, 160


def print_beside(findings: Iterable[Finding], clues: bool, quiet: bool) -> None:
    """Print each finding: where it is, how much it is, and both texts. Clues are shown on demand, else counted."""
    screen = _screen()
    shown = hidden = 0
    for found in findings:
        if found.level == "clue" and not clues:
            hidden += 1
            continue
        shown += 1
        for line in (*_head(found, screen.columns), *_sides(beside(found), screen), ""):
            click.echo(line, color=colour())
    if not quiet:
        _close(shown, hidden, screen)


def _screen() -> Screen:
    width = min(_WIDEST, max(_LEAST, shutil.get_terminal_size((100, 24)).columns))
    return Screen(width, colour() is None and sys.stdout.isatty())


def _close(shown: int, hidden: int, screen: Screen) -> None:
    """What the marks mean, what was not shown, and that nothing found is no proof."""
    if shown:
        key = [
            click.style(name.lower(), fg=COLOURS[change]) if screen.colour else f"{SIGNS[change]} {name.lower()}"
            for change, name in CHANGES.items()
        ]
        click.echo(" · ".join(one.strip() for one in key), err=True, color=colour())
    if hidden:
        click.echo(f"{plural(hidden, 'clue')} not shown; see them with --clues")
    if not shown and not hidden:
        click.echo("no passage of these works found; that is no proof that none is there")


def _head(found: Finding, width: int) -> Iterator[str]:
    attributes = {**{"work": "?"}, **found.attributes}
    place = f"characters {found.span.start}-{found.span.end}"
    yield from _fitted(f"{found.path}#{found.record}, {place}: {found.level}, work {attributes['work']}", width, "")
    known = [str(attributes[name]) for name in ("title", "author", "year") if attributes.get(name)]
    licence = f"licence: {attributes['licence']}" if attributes.get("licence") else "licence not given"
    yield from _fitted(", ".join([*known, licence]), width)
    measures = [one for one in found.evidence if one.measure in LEADING and one.unit in ("words", "share")]
    yield from _fitted("; ".join(told(one) for one in measures), width)
    yield from _place(found, width)
    for sentence in (credit(attributes), *discounts(attributes)):
        if sentence:
            yield from _fitted(sentence, width)


def _place(found: Finding, width: int) -> Iterator[str]:
    """Where in the work the passage stands, as a line from its first character to its last."""
    length = next((one.value for one in found.evidence if one.measure == "work-length"), 0)
    if not found.reference_span or not length:
        return
    start, end = found.reference_span.start / length, min(1.0, found.reference_span.end / length)
    wide = min(40, width - 4)
    first = min(wide - 1, int(start * wide))
    last = max(first + 1, round(end * wide))
    yield f"  [{'-' * first}{'#' * (last - first)}{'-' * (wide - last)}]"
    yield from _fitted(f"in the work from {share(start)} to {share(end)}", width)


def _sides(sides: Beside, screen: Screen) -> Iterator[str]:
    """Rows of both sides, then what is left out and how many words are alike."""
    changes = sides.shown.changes
    for left, right in rows(sides.shown.left, sides.shown.right):
        yield from lines(left, right, screen)
    for cut, name in ((sides.left_cut, "document"), (sides.right_cut, "work")):
        if cut:
            yield from _fitted(f"{plural(cut, 'more character')} of the {name} not shown", screen.columns)
    counts = [f"{plural(changes[one], 'word')} {name}" for one, name in COMPARED.items() if changes[one]]
    if counts:
        yield from _fitted("; ".join(counts), screen.columns)


def _fitted(text: str, width: int, indent: str = "  ") -> Iterator[str]:
    yield from wrap(visible(text, False), width, initial_indent=indent, subsequent_indent="  ")
