"""
One multi-pattern match for the cheap signals of all detectors.

Hyperscan reads a batch once and tells where matches end; `re` then looks at the surroundings of these places, so that
the matches are exactly those of `re`. Without Hyperscan, `re` reads each document for each pattern: slower, and the
same matches.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

import numpy as np
import numpy.typing as npt

from audit.text.patterns import Width, widths

try:
    from audit.text import hyperscan_database
except ImportError:  # no wheel for this machine
    hyperscan_database = None  # type: ignore[assignment]


@dataclass(frozen=True)
class Pattern:
    """
    A bounded regular expression over UTF-8 text. Matches are those of `re` on bytes: leftmost, apart, within a document.

    `^` and `$` are about lines. Case is ignored for ASCII letters only; `\\w`, `\\s`, `\\b` are those of ASCII.
    """

    owner: str
    "The detector's name."
    id: str
    "Its name within the detector."
    regex: str
    caseless: bool = True
    anchor: str | None = None
    """
    What is looked for first in its place: each match of `regex` must hold a match of it, from start to end. For an expression
    without rare letters in a row, which makes the pass over all text slow.
    """

    @cached_property
    def compiled(self) -> re.Pattern[bytes]:
        """The expression as `re` knows it."""
        return re.compile(self.regex.encode(), re.MULTILINE | (re.IGNORECASE if self.caseless else 0))


def phrase(owner: str, id: str, text: str, caseless: bool = True) -> Pattern:
    """A pattern for a phrase as whole words, whatever the white space between them, a line break and its `> ` marks included."""
    regex = r"[\s>]{1,8}".join("".join(_either_case(c) if caseless else re.escape(c) for c in word) for word in text.split())
    if _is_word(text[:1]):
        regex = r"\b" + regex
    if _is_word(text[-1:]):
        regex += r"\b"
    return Pattern(owner, id, regex, caseless)


class Matcher:
    """
    All patterns of all detectors, compiled once a process.

    Raises ConfigurationError for a pattern that is no regular expression, can match nothing, has no bounded width, or
    means another thing on bytes than it seems to.
    """

    def __init__(self, patterns: Sequence[Pattern], hyperscan: bool = True) -> None:
        self.patterns = tuple(patterns)
        names = [f"{p.owner}/{p.id}" for p in self.patterns]
        self._widths = widths([*zip(names, (p.regex for p in self.patterns), strict=True)])
        self._database = None
        self._by_re: Iterable[int] = range(len(self.patterns))
        if hyperscan and hyperscan_database is not None and self.patterns:
            sought = [p.anchor or p.regex for p in self.patterns]
            rows = zip(sought, self.patterns, widths([*zip(names, sought, strict=True)]), strict=True)
            self._database = hyperscan_database.Database([(regex, p.caseless, width.exact) for regex, p, width in rows])
            self._by_re = self._database.refused

    def match(
        self, buffer: npt.NDArray[np.uint8], starts: npt.NDArray[np.int64], ends: npt.NDArray[np.int64]
    ) -> Iterator[tuple[int, Pattern, int, int]]:
        """
        Document, pattern, first byte and byte after the last, relative to the document; by document, start, pattern.

        In the buffer a line break follows each document, and precedes each but the first.
        """
        found = [*self._found_by_hyperscan(buffer, starts, ends), *self._found_by_re(buffer, starts, ends)]
        for document, first, place, last in sorted(found):
            yield document, self.patterns[place], first, last

    def _found_by_hyperscan(
        self, buffer: npt.NDArray[np.uint8], starts: npt.NDArray[np.int64], ends: npt.NDArray[np.int64]
    ) -> Iterator[tuple[int, int, int, int]]:
        if self._database is None or not len(starts):
            return
        places, stops = self._database.scan(buffer)
        documents = np.searchsorted(starts, stops, side="left") - 1  # a match has at least one byte
        inside = (documents >= 0) & (stops <= ends[documents])
        documents, places, stops = documents[inside], places[inside], stops[inside]
        stops = stops - starts[documents]
        order = np.lexsort((stops, places, documents))
        rows = zip(documents[order].tolist(), places[order].tolist(), stops[order].tolist(), strict=True)
        for document, hits in groupby(rows, key=lambda row: row[0]):
            text = buffer[starts[document] : ends[document]].tobytes()
            for place, same in groupby(hits, key=lambda row: row[1]):
                for first, last in _around(text, self.patterns[place].compiled, self._widths[place], [row[2] for row in same]):
                    yield document, first, place, last

    def _found_by_re(
        self, buffer: npt.NDArray[np.uint8], starts: npt.NDArray[np.int64], ends: npt.NDArray[np.int64]
    ) -> Iterator[tuple[int, int, int, int]]:
        compiled = [(place, self.patterns[place].compiled) for place in self._by_re]
        for document, (start, end) in enumerate(zip(starts.tolist(), ends.tolist(), strict=True) if compiled else ()):
            text = buffer[start:end].tobytes()
            for place, expression in compiled:
                for found in expression.finditer(text):
                    yield document, found.start(), place, found.end()


def _around(text: bytes, expression: re.Pattern[bytes], width: Width, stops: list[int]) -> Iterator[tuple[int, int]]:
    """
    The matches of an expression, given stops: each match holds one, after its first byte and not after its last.

    So no match begins more than `width.most` before one of the stops, and text between stops that are farther apart holds none.
    """
    here = 0
    for stop in stops:
        until = stop + width.most + width.ahead + 1
        while here < stop and (found := expression.search(text, max(here, stop - width.most), until)):
            if found.start() >= stop:
                break
            yield found.span()
            here = found.end()


def _either_case(character: str) -> str:
    """A character as an expression; beyond ASCII its cases are spelt out, since bytes have none."""
    cases = sorted({character, character.lower(), character.upper()})
    return re.escape(character) if character.isascii() or len(cases) == 1 else f"(?:{'|'.join(cases)})"


def _is_word(character: str) -> bool:
    return character.isascii() and (character.isalnum() or character == "_")
