"""Lines of a terminal, at most WIDTH columns wide; no character of the corpus steers it."""

from collections.abc import Iterator
from textwrap import wrap

from audit.reports.visible import visible

WIDTH = 100


def wrapped(text: str, mark: str = "") -> Iterator[str]:
    """A text on as many lines as it needs, indented; the mark, such as `- `, stands before the first."""
    lines = wrap(visible(text, lines=False), WIDTH - 2 - len(mark)) or [""]
    for number, line in enumerate(lines):
        yield "  " + (mark if number == 0 else " " * len(mark)) + line


def cut(text: str, width: int) -> str:
    """A text on one line, cut where it is too long."""
    text = visible(text, lines=False)
    return text if len(text) <= width else text[: width - 1] + "…"
