"""Findings with both texts in two columns, changes marked by colour and, without colour, by signs."""

import shutil
from collections.abc import Iterable, Iterator, Sequence

import click

from audit.cli._voice import colour
from audit.model import Finding
from audit.pipeline.matching import beside
from audit.report_model import Segment
from audit.reports.compare import rows
from audit.reports.visible import visible

_COLOURS = {"identical": "green", "minor": "yellow", "different": "red", "omitted": "red"}
_SIGNS = {"identical": " ", "minor": "~", "different": "!", "omitted": "!"}
_NARROW, _WIDE = 40, 160

Piece = tuple[str, str]
"A word or space and its kind of change."


def print_beside(findings: Iterable[Finding], quiet: bool) -> None:
    """Print each finding: where it is, how much it is, and both texts."""
    width = min(_WIDE, max(_NARROW, shutil.get_terminal_size((100, 24)).columns))
    shown = 0
    for found in findings:
        shown += 1
        for line in (*_head(found), *_columns(found, (width - 5) // 2), ""):
            click.echo(line, color=colour())
    if not shown and not quiet:
        click.echo("no passage of these works found; that is no proof that none is there")


def _head(found: Finding) -> Iterator[str]:
    attributes = {**{"work": "?"}, **found.attributes}
    about = ", ".join(str(attributes[name]) for name in ("title", "author", "year") if attributes.get(name))
    yield visible(
        f"{found.path}#{found.record} {found.span.start}-{found.span.end}: {found.level}, work {attributes['work']}", False
    )
    if about:
        yield visible(f"  {about}", False)
    yield "  " + ", ".join(f"{one.measure} {one.value:g} {one.unit}" for one in found.evidence[:5])


def _columns(found: Finding, width: int) -> Iterator[str]:
    """Rows of two columns; a sign in front tells of a change in the row where there is no colour."""
    comparison = beside(found)
    for left, right in rows(comparison.left, comparison.right):
        worst = max((segment.change for segment in [*left, *right]), key=list(_SIGNS).index)
        ours, theirs = _wrapped(left, width), _wrapped(right, width)
        for place in range(max(len(ours), len(theirs))):
            one = ours[place] if place < len(ours) else []
            other = theirs[place] if place < len(theirs) else []
            yield f"{_SIGNS[worst]} {_painted(one)}{' ' * (width - _length(one))} | {_painted(other)}"


def _wrapped(side: Sequence[Segment], width: int) -> list[list[Piece]]:
    """Segments as lines of at most `width` characters; longer words are cut."""
    lines: list[list[Piece]] = [[]]
    for segment in side:
        for word in visible(segment.text, False).split():
            for part in [word[start : start + width] for start in range(0, len(word), width)]:
                if _length(lines[-1]) + len(part) + 1 > width:
                    lines.append([])
                lines[-1].append((part, segment.change))
    return [line for line in lines if line]


def _length(line: Sequence[Piece]) -> int:
    return sum(len(word) for word, _ in line) + max(0, len(line) - 1)


def _painted(line: Sequence[Piece]) -> str:
    return " ".join(click.style(word, fg=_COLOURS[change]) for word, change in line)
