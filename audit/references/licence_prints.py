"""
Licences of models and data by prints of their texts: texts that are under their own terms are not shipped, only hashes of some of
their runs of words, from which no text can be read.
"""

import json
import lzma
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

from audit.model import Span
from audit.references.licence_texts import SAME, WORD

RUN = 6
"Words of a run."
ONE_IN = 8
"Runs of which one is kept."
LEAST_SHARE = 0.5
"Of a licence's prints that must be there; an edited word takes up to six runs away."
WHOLE = 0.97
"Share from which a text counts as whole."
APART = 1500
"Characters between prints that stand in one text."
LEAST_PRINTS = 12
"Prints without which a licence is not looked for."


@dataclass(frozen=True, slots=True)
class PrintMatch:
    """A licence whose prints are in a text."""

    spdx: str
    span: Span
    "From the first to the last of its prints."
    share: float
    "Of its prints that are there."
    prints: int
    "How many are there."

    @property
    def modified(self) -> bool:
        """True where prints are missing."""
        return self.share < WHOLE


class Prints:
    """The prints of some licences."""

    def __init__(self, licences: Mapping[str, Sequence[int]]) -> None:
        self._licences = {spdx: frozenset(prints) for spdx, prints in licences.items() if len(prints) >= LEAST_PRINTS}
        self._known = frozenset().union(*self._licences.values())

    def search(self, text: str, windows: Iterable[Span]) -> list[PrintMatch]:
        """The licences in windows of a text by start; of several with the same prints the one that has most of its own."""
        places: dict[int, Span] = {}
        for window in windows:
            for number, span in _runs(text, window):
                if number in self._known:
                    places.setdefault(number, span)
        found: list[PrintMatch] = []
        while places:
            clusters = {
                spdx: _cluster([places[number] for number in own & places.keys()]) for spdx, own in self._licences.items()
            }
            shares = {spdx: len(spans) / len(self._licences[spdx]) for spdx, spans in clusters.items()}
            spdx, share = min(shares.items(), key=lambda one: (-one[1], one[0]))
            if share < LEAST_SHARE:
                break
            span = Span(clusters[spdx][0].start, max(one.end for one in clusters[spdx]))
            found.append(PrintMatch(spdx, span, share, len(clusters[spdx])))
            places = {number: place for number, place in places.items() if place.start < span.start or place.end > span.end}
        return sorted(found, key=lambda match: match.span)


def _cluster(spans: list[Span]) -> list[Span]:
    """Of places those that stand together, the most; a run of another text may be the same by chance."""
    clusters: list[list[Span]] = [[]]
    for span in sorted(spans):
        if clusters[-1] and span.start > clusters[-1][-1].end + APART:
            clusters.append([])
        clusters[-1].append(span)
    return max(clusters, key=len)


def prints(text: str) -> list[int]:
    """The prints of a text, ascending."""
    return sorted({number for number, _ in _runs(text, Span(0, len(text)))})


@lru_cache(maxsize=2)
def load(path: Path) -> Prints:
    """The prints of a file: xz of JSON, by id a list of numbers."""
    return Prints(json.loads(lzma.decompress(path.read_bytes())))


def _runs(text: str, window: Span) -> Iterator[tuple[int, Span]]:
    """Each run that is kept as a number, with its place."""
    spelt = ((found[0].lower(), found.span()) for found in WORD.finditer(text, window.start, window.end))
    words = [(same, span) for word, span in spelt if (same := SAME.get(word, word))]
    for place in range(len(words) - RUN + 1):
        run = words[place : place + RUN]
        number = int.from_bytes(blake2b(" ".join(word for word, _ in run).encode(), digest_size=6).digest(), "big")
        if number % ONE_IN == 0:
            yield number, Span(run[0][1][0], run[-1][1][1])
