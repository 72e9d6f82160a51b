"""
Known licence texts, and which of them stand in a text, whole or edited.

Notices are looked for word by word, the longest first. Texts are compared as words: case, punctuation, comment marks and line ends do not count. Runs of four words that few licences
share choose candidates; the longest common subsequence of words decides (rapidfuzz).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice, repeat
from pathlib import Path

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import LCSseq

from audit.model import Span
from audit.references import licence_index
from audit.references.licence_index import RUN, Entry, Index, as_text, codes

WORD = re.compile(r"[^\W_]+")
LEAST_SHARE = 0.12
"Of a licence's weight that must be there before its words are compared."
LEAST_RECALL = 0.8
LEAST_RECALL_SHORT = 0.9
SHORT = 40
"Words of a licence that counts as short."
NUMBERED = 400
"Words of a text in which every number of its licence must occur."
LEAST_RARE = 0.6
"Share of a licence's rare words that must be there."
LEAST_TEMPLATE = RUN
"Words of the shortest notice that is looked for."
CANDIDATES = 8
MOST_MATCHES = 100
"Searches of one window at most: 12, and one more for 200 words; each finds a text or rules out some."
SAME = {
    "licence": "license",
    "licences": "licenses",
    "licenced": "licensed",
    "sublicence": "sublicense",
    "https": "http",
    "acknowledgement": "acknowledgment",
    "analogue": "analog",
    "artefact": "artifact",
    "authorisation": "authorization",
    "authorised": "authorized",
    "calibre": "caliber",
    "cancelled": "canceled",
    "catalogue": "catalog",
    "centre": "center",
    "emphasised": "emphasized",
    "favour": "favor",
    "favourite": "favorite",
    "fulfil": "fulfill",
    "fulfilment": "fulfillment",
    "initialise": "initialize",
    "judgement": "judgment",
    "labelling": "labeling",
    "labour": "labor",
    "modelling": "modeling",
    "offence": "offense",
    "optimise": "optimize",
    "organisation": "organization",
    "organise": "organize",
    "practise": "practice",
    "programme": "program",
    "realise": "realize",
    "recognise": "recognize",
    "signalling": "signaling",
    "utilisation": "utilization",
    "whilst": "while",
    "wilful": "willful",
    "merchantibility": "merchantability",
    "redistributions": "redistribution",
    "noninfringement": "infringement",
    "c": "",
    "copyright": "",
    "dnl": "",
    "rem": "",
}
"Words that are written in two ways; the empty ones do not count."
OFTEN = frozenset(
    {"MIT", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "ISC", "X11", "HPND", "MPL-2.0", "OFL-1.1", "CC0-1.0", "CC-BY-4.0"}
    | {"CC-BY-SA-4.0", "Zlib"}
    | {f"{name}-{later}" for name in ("GPL-2.0", "GPL-3.0", "LGPL-2.1", "LGPL-3.0", "AGPL-3.0") for later in ("only", "or-later")}
)
_TO_FILL_IN = re.compile(
    r"copyright\s*(?:\(c\)|©)?\s*[<\[](?:year|yyyy)[^>\]]*[>\]][\s,]*(?:by\s*)?(?:[<\[][^>\]]*[>\]]\.?)?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class TextMatch:
    """A licence text found in a text."""

    spdx: str
    is_header: bool
    span: Span
    recall: float
    "Share of the licence's words that are there in order."
    precision: float
    "Share of the words of the place that are the licence's."
    template: int = 0
    "Words of the notice that stands there word by word; 0 for what was aligned."

    @property
    def modified(self) -> bool:
        """True where words were added, left out or changed beyond names and marks."""
        return self.recall < 0.99 or self.precision < 0.95


class LicenceTexts:
    """An index over licence texts, and the search in it."""

    def __init__(self, texts: "Mapping[str, Mapping[str, str]] | Index") -> None:
        self._index = texts if isinstance(texts, Index) else Index(licence_index.made(texts))

    def search(self, text: str, windows: Sequence[Span]) -> list[TextMatch]:
        """The licences in windows of a text, that do not overlap, by start."""
        found: list[TextMatch] = []
        low = text.lower()
        low = low if len(low) == len(text) else text
        for window in windows:
            words = self._words_of(low, window)
            counted = np.flatnonzero(words >= 0)
            known = words[counted]
            aligned = list(self._matches(known))
            for spdx, first, last in self._templates(known):
                if not any(first < other[2] and other[1] < last for other in aligned):
                    found.append(TextMatch(spdx, True, _span(low, window, counted[[first, last - 1]]), 1.0, 1.0, last - first))
            for entry, first, last, recall, precision in aligned:
                span = _span(low, window, counted[[first, last - 1]])
                found.append(TextMatch(entry.spdx, entry.is_header, span, recall, precision))
        return sorted(found, key=lambda match: match.span)

    def _templates(self, words: npt.NDArray[np.int64]) -> Iterator[tuple[str, int, int]]:
        """Id, first word and word after the last of notices that stand word by word, without overlaps."""
        index, looked_up = self._index, codes(words)
        at = np.minimum(np.searchsorted(index.openings, looked_up), max(len(index.openings) - 1, 0))
        places = np.flatnonzero(index.openings[at] == looked_up) if len(index.openings) else at[:0]
        spelt, end = words.astype("<u4").tobytes(), 0
        for place in places.tolist():
            if place < end:
                continue
            for template in index.templates(int(looked_up[place])):
                if spelt.startswith(template.words, 4 * place):
                    end = place + template.length
                    yield template.spdx, place, end
                    break

    def _words_of(self, low: str, window: Span) -> npt.NDArray[np.int64]:
        """The numbers of words in a text; one of no licence is 0, one that does not count -1."""
        spelt = WORD.findall(low, window.start, window.end)
        return np.fromiter(map(self._numbers.get, spelt, repeat(0)), np.int64, len(spelt))

    @cached_property
    def _numbers(self) -> Mapping[str, int]:
        """The number of each word in each of its spellings."""
        numbers = self._index.numbers
        return {**numbers, **{word: numbers.get(same, 0) if same else -1 for word, same in SAME.items()}}

    def _matches(self, words: npt.NDArray[np.int64]) -> Iterator[tuple[Entry, int, int, float, float]]:
        """The best entry again and again; the words of each are taken out before the next search."""
        words = words.copy()
        refused: set[int] = set()
        for _ in range(min(MOST_MATCHES, 12 + len(words) // 200)):
            best, before = None, len(refused)
            for number, places in self._candidates(words, refused):
                entry = self._index.entry(number)
                tried = _aligned(entry, self._index.kin, words, places)
                if tried is None:
                    refused.add(number)
                elif best is None or _better(tried, best[1], entry, best[0]):
                    best = (entry, tried)
            if best is None and len(refused) == before:
                return
            if best is None:
                continue
            entry, (first, last, recall, precision) = best
            yield entry, first, last, recall, precision
            words[first:last] = 0

    def _candidates(self, words: npt.NDArray[np.int64], refused: set[int]) -> list[tuple[int, npt.NDArray[np.int64]]]:
        """The entries of which a good part seems to be there, with the places of their runs."""
        index, looked_up = self._index, codes(words)
        at = np.minimum(np.searchsorted(index.runs, looked_up), len(index.runs) - 1)
        places = np.flatnonzero(index.runs[at] == looked_up) if len(index.runs) else at[:0]
        if not len(places):
            return []
        at = at[places]
        _, once = np.unique(at, return_index=True)
        counts = index.firsts[at + 1] - index.firsts[at]
        owners = index.owners[_ranges(index.firsts[at], counts)]
        is_first = np.zeros(len(at), bool)
        is_first[once] = True
        weights = np.repeat(np.where(is_first, index.weights[at], 0.0), counts)
        score = np.bincount(owners, weights=weights, minlength=len(index)) / index.totals
        likely = np.flatnonzero(score >= LEAST_SHARE)
        ranked = likely[np.argsort(-score[likely], kind="stable")][: CANDIDATES + len(refused)]
        spread = np.repeat(places, counts)
        return [(int(n), spread[owners == n]) for n in [n for n in ranked.tolist() if n not in refused][:CANDIDATES]]


def listed(text: str) -> str:
    """A licence's text as the list file holds it: words as they are compared, without the places to be filled in."""
    text = re.sub(_TO_FILL_IN, " ", text)
    words = WORD.findall(re.sub(r"<[^<>]{1,60}>", " ", text).lower())
    return " ".join(filter(None, map(SAME.get, words, words)))


@lru_cache(maxsize=2)
def load(path: Path) -> LicenceTexts:
    """
    The index over a list file; kept for the process, and beyond it in the user's cache folder.

    The file is xz of JSON: by SPDX id `text`, `whole` (with the optional parts) and `header`, each as `listed` gives it.
    """
    return LicenceTexts(licence_index.kept(path))


def _span(low: str, window: Span, ends: npt.NDArray[np.int64]) -> Span:
    """From the first to the last of two words of a window, given by their numbers among its words."""
    first, last = ends.tolist()
    found = WORD.finditer(low, window.start, window.end)
    begin = next(islice(found, first, None))
    end = begin if last == first else next(islice(found, last - first - 1, None))
    return Span(begin.start(), end.end())


def _ranges(starts: npt.NDArray[np.int64], counts: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """start, start + 1, ... for each start, count of them."""
    total = int(counts.sum())
    before = np.repeat(np.cumsum(counts) - counts, counts)
    return np.arange(total) - before + np.repeat(starts, counts)


def _aligned(
    licence: Entry, kin: frozenset[int], words: npt.NDArray[np.int64], places: npt.NDArray[np.int64]
) -> tuple[int, int, float, float] | None:
    """Where most of an entry stands: first word, word after the last, recall and precision; None where too little is there."""
    entry = licence.words
    length = len(entry) + len(entry) // 4 + 4
    inside = np.searchsorted(places, places + length) - np.arange(len(places))
    densest = int(np.argmax(inside))
    first, last = int(places[densest]), int(places[densest + inside[densest] - 1]) + RUN
    first, last = max(0, first - 3), min(len(words), last + 3)
    least = LEAST_RECALL_SHORT if len(entry) < SHORT else LEAST_RECALL
    if last - first < least * len(entry):
        return None
    there = set(words[first:last].tolist())
    if len(entry) < NUMBERED and not licence.numbers <= there:
        return None
    if licence.is_header and licence.kin != kin & there:
        return None
    if licence.rare and len(licence.rare & there) < LEAST_RARE * len(licence.rare):
        return None
    common = LCSseq.similarity(entry, as_text(words[first:last]), score_cutoff=int(least * len(entry)))
    recall, precision = common / len(entry), common / (last - first - 6 if last - first > 12 else last - first)
    return (first, last, recall, min(1.0, precision)) if recall >= least else None


def _better(one: tuple[int, int, float, float], other: tuple[int, int, float, float], entry: Entry, than: Entry) -> bool:
    """True where an alignment explains more of the text than another."""
    left, right = _explained(one) * _prior(entry), _explained(other) * _prior(than)
    if abs(left - right) > 0.002 * max(left, right):
        return left > right
    return (len(entry.spdx), entry.spdx) < (len(than.spdx), than.spdx)


def _prior(entry: Entry) -> float:
    """Of two that fit alike, the licence that is common is likelier; worth one word in fifty."""
    return 1.06 if entry.spdx in OFTEN else 1.0


def _measure(tried: tuple[int, int, float, float]) -> float:
    _, _, recall, precision = tried
    return 2 * recall * precision / (recall + precision)


def _explained(tried: tuple[int, int, float, float]) -> float:
    first, last, _, precision = tried
    return (last - first) * precision * _measure(tried) ** 8
