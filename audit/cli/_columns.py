"""Text in two columns of a terminal: widths of characters, lines, and marks of what is changed, in colour or without."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import click

from audit.report_model import Segment
from audit.reports.visible import visible

COLOURS = {"identical": "red", "minor": "yellow", "different": "cyan", "omitted": "magenta", "added": "blue"}
"What a copy has in common with the work is red, as in exhibits of a court."
SIGNS = {"identical": " ", "minor": "~", "different": "!", "omitted": "!", "added": "!"}
STACKED = 60
"Columns of a terminal below which the two sides stand one below the other."

Word = tuple[str, str]
"A word, with brackets where there is no colour, and its kind of change."


@dataclass(frozen=True, slots=True)
class Screen:
    """How much room there is, and whether colours are shown."""

    columns: int
    colour: bool


def lines(left: Sequence[Segment], right: Sequence[Segment], screen: Screen) -> Iterator[str]:
    """A row of two sides: beside each other, or, on a narrow screen, the work's lines below those of the document."""
    if screen.columns < STACKED:
        for name, side in (("  ", left), ("  | ", right)):
            for line in _wrapped(side, screen.columns - len(name), screen):
                yield name + _painted(line, screen)
        return
    width = (screen.columns - 5) // 2
    ours, theirs = _wrapped(left, width, screen), _wrapped(right, width, screen)
    for place in range(max(len(ours), len(theirs))):
        one = ours[place] if place < len(ours) else []
        other = theirs[place] if place < len(theirs) else []
        sign = SIGNS[max((change for _, change in [*one, *other]), key=list(SIGNS).index)]
        yield f"{sign} {_painted(one, screen)}{' ' * (width - _length(one))} | {_painted(other, screen)}"


def columns(text: str) -> int:
    """Columns that a text takes: two for each wide character, none for one that is written over another."""
    if text.isascii():
        return len(text)
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _wrapped(side: Sequence[Segment], width: int, screen: Screen) -> list[list[Word]]:
    """Segments as lines that fit; longer words are cut."""
    made: list[list[Word]] = [[]]
    for word, change in _words(side, screen):
        for part in _cut(word, width):
            if _length(made[-1]) + columns(part) + bool(made[-1]) > width:
                made.append([])
            made[-1].append((part, change))
    return [line for line in made if line]


def _words(side: Sequence[Segment], screen: Screen) -> Iterator[Word]:
    """Words of a side; where there is no colour, what is changed stands in brackets."""
    for segment in side:
        text = " ".join(visible(segment.text, False).split())
        if text and not screen.colour and segment.change != "identical":
            text = f"[{text}]"
        yield from ((word, segment.change) for word in text.split())


def _cut(word: str, width: int) -> Iterator[str]:
    part, taken = "", 0
    for character in word:
        if part and taken + _columns(character) > width:
            yield part
            part, taken = "", 0
        part, taken = part + character, taken + _columns(character)
    yield part


def _length(line: Sequence[Word]) -> int:
    return sum(columns(word) for word, _ in line) + max(0, len(line) - 1)


def _painted(line: Sequence[Word], screen: Screen) -> str:
    return " ".join(click.style(word, fg=COLOURS[change]) if screen.colour else word for word, change in line)
