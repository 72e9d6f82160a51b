"""One multi-pattern match for the cheap signals of all detectors."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True, slots=True)
class Pattern:
    """A bounded regular expression over UTF-8 text. Matches are those of `re` on bytes: leftmost, not overlapping, within a document."""

    owner: str
    "The detector's name."
    id: str
    "Its name within the detector."
    regex: str
    caseless: bool = True

    @property
    def compiled(self) -> re.Pattern[bytes]:
        """The expression as `re` knows it."""
        return re.compile(self.regex.encode(), re.MULTILINE | (re.IGNORECASE if self.caseless else 0))


class Matcher:
    """All patterns of all detectors, compiled once a process."""

    def __init__(self, patterns: Sequence[Pattern]) -> None:
        self.patterns = tuple(patterns)

    def match(
        self, buffer: npt.NDArray[np.uint8], starts: npt.NDArray[np.int64], ends: npt.NDArray[np.int64]
    ) -> Iterator[tuple[int, Pattern, int, int]]:
        """Document, pattern, first byte and byte after the last, relative to the document; by document, start, pattern."""
        data = buffer.tobytes()
        compiled = [(pattern, pattern.compiled) for pattern in self.patterns]
        for document, (start, end) in enumerate(zip(starts.tolist(), ends.tolist(), strict=True)):
            text = data[start:end]
            found = [(m.start(), place, m.end()) for place, (_, rx) in enumerate(compiled) for m in rx.finditer(text)]
            for first, place, last in sorted(found):
                yield document, self.patterns[place], first, last
