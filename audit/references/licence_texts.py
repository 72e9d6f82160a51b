"""
Known licence texts, and which of them stand in a text, whole or edited.

Texts are compared as words: case, punctuation, comment marks and line ends do not count. Runs of four words that few licences
share choose candidates; the longest common subsequence of words decides (rapidfuzz).
"""

import json
import lzma
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain
from pathlib import Path

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import LCSseq

from audit.model import Span

WORD = re.compile(r"[^\W_]+")
RUN = 4
"Words of a run."
COMMON = 400
"A run that more licences share chooses no candidate."
LEAST_SHARE = 0.12
"Of a licence's weight that must be there before its words are compared."
LEAST_RECALL = 0.8
LEAST_RECALL_SHORT = 0.9
SHORT = 40
"Words of a licence that counts as short."
NUMBERED = 400
"Words of a text in which every number of its licence must occur."
RARE = 12
"Licence texts that may share a word which is still rare."
RARE_HEADER = 60
"The same for the words of a header, which are few and all alike but for the names."
LEAST_RARE = 0.6
"Share of a licence's rare words that must be there."
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
DECISIVE = frozenset({"affero", "lesser", "library", "noncommercial", "sharealike", "noderivatives", "noderivs"})
_TO_FILL_IN = re.compile(
    r"copyright\s*(?:\(c\)|©)?\s*[<\[](?:year|yyyy)[^>\]]*[>\]][\s,]*(?:by\s*)?(?:[<\[][^>\]]*[>\]]\.?)?", re.IGNORECASE
)
_MIX = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True)
class Entry:
    """A text of the list as words."""

    spdx: str
    is_header: bool
    "True for the notice that stands at the top of files, false for the licence itself."
    words: tuple[int, ...]
    numbers: tuple[int, ...]
    "Those of its words that tell it from its kin: numerals and DECISIVE words, which must not differ in a short text."
    kin: frozenset[int]
    "The DECISIVE words that it has; a header is another licence's where the place has others."
    rare: tuple[int, ...] = ()
    "Those of its words that hardly any other licence has: names of products and makers."


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

    @property
    def modified(self) -> bool:
        """True where words were added, left out or changed beyond names and marks."""
        return self.recall < 0.99 or self.precision < 0.95


class LicenceTexts:
    """An index over licence texts."""

    def __init__(self, texts: Mapping[str, Mapping[str, str]]) -> None:
        self._numbers: dict[str, int] = {}
        self.entries = tuple(_with_rare(list(self._entries(texts))))
        self._kin = frozenset(self._numbers[word] for word in DECISIVE & self._numbers.keys())
        self._grams, self._first, self._owners, self._totals, self._weights = _index([entry.words for entry in self.entries])

    def search(self, text: str, windows: Sequence[Span]) -> list[TextMatch]:
        """The licences in windows of a text, that do not overlap, by start."""
        found: list[TextMatch] = []
        for window in windows:
            places, words = self._words_of(text, window)
            for entry, first, last, recall, precision in self._matches(words):
                span = Span(places[first][0], places[last - 1][1])
                found.append(TextMatch(entry.spdx, entry.is_header, span, recall, precision))
        return sorted(found, key=lambda match: match.span)

    def _entries(self, texts: Mapping[str, Mapping[str, str]]) -> Iterator[Entry]:
        numbers = self._numbers
        for spdx, parts in texts.items():
            for part in ("text", "whole", "header"):
                spelt = parts.get(part, "").split()
                if len(spelt) < 2 * RUN:
                    continue
                words = tuple([numbers.setdefault(word, len(numbers) + 1) for word in spelt])
                once = set(spelt)
                kin = frozenset([numbers[word] for word in once & DECISIVE])
                numerals = tuple(sorted([numbers[word] for word in once if len(word) < 3 and word.isdigit()] + list(kin)))
                yield Entry(spdx, part == "header", words, numerals, kin)

    def _words_of(self, text: str, window: Span) -> tuple[list[tuple[int, int]], npt.NDArray[np.int64]]:
        """The places of words in the text, and their numbers; a word of no licence is 0."""
        low = text.lower()
        found = list(WORD.finditer(low if len(low) == len(text) else text, window.start, window.end))
        words = [match[0] for match in found]
        spelt = list(map(SAME.get, words, words))
        numbers = [self._numbers.get(word, 0) for word in spelt if word]
        return [match.span() for match, word in zip(found, spelt, strict=True) if word], np.array(numbers, dtype=np.int64)

    def _matches(self, words: npt.NDArray[np.int64]) -> Iterator[tuple[Entry, int, int, float, float]]:
        """The best entry again and again; the words of each are taken out before the next search."""
        words = words.copy()
        refused: set[int] = set()
        for _ in range(min(MOST_MATCHES, 12 + len(words) // 200)):
            best, before = None, len(refused)
            for number, places in self._candidates(words, refused):
                tried = _aligned(self.entries[number], self._kin, words, places)
                if tried is None:
                    refused.add(number)
                elif best is None or _better(tried, best[1], self.entries[number], self.entries[best[0]]):
                    best = (number, tried)
            if best is None and len(refused) == before:
                return
            if best is None:
                continue
            number, (first, last, recall, precision) = best
            yield self.entries[number], first, last, recall, precision
            words[first:last] = 0

    def _candidates(self, words: npt.NDArray[np.int64], refused: set[int]) -> list[tuple[int, npt.NDArray[np.int64]]]:
        """The entries of which a good part seems to be there, with the places of their runs."""
        codes = _codes(words)
        if not len(codes):
            return []
        at = np.minimum(np.searchsorted(self._grams, codes), len(self._grams) - 1)
        places = np.flatnonzero(self._grams[at] == codes)
        at = at[places]
        _, once = np.unique(at, return_index=True)
        counts = self._first[at + 1] - self._first[at]
        owners = self._owners[_ranges(self._first[at], counts)]
        spread = np.repeat(places, counts)
        is_first = np.zeros(len(at), bool)
        is_first[once] = True
        weights = np.repeat(np.where(is_first, self._weights[at], 0.0), counts)
        score = np.bincount(owners, weights=weights, minlength=len(self.entries)) / self._totals
        ranked = [
            n
            for n in np.argsort(-score, kind="stable")[: CANDIDATES + len(refused)]
            if score[n] >= LEAST_SHARE and n not in refused
        ]
        return [(int(n), spread[owners == n]) for n in ranked[:CANDIDATES]]


def listed(text: str) -> str:
    """A licence's text as the list file holds it: words as they are compared, without the places to be filled in."""
    text = re.sub(_TO_FILL_IN, " ", text)
    words = WORD.findall(re.sub(r"<[^<>]{1,60}>", " ", text).lower())
    return " ".join(filter(None, map(SAME.get, words, words)))


@lru_cache(maxsize=2)
def load(path: Path) -> LicenceTexts:
    """
    The index over a list file; takes about a second and is kept for the process.

    The file is xz of JSON: by SPDX id `text`, `whole` (with the optional parts) and `header`, each as `listed` gives it.
    """
    return LicenceTexts(json.loads(lzma.decompress(path.read_bytes())))


def _with_rare(entries: list[Entry]) -> Iterator[Entry]:
    counts = Counter(chain.from_iterable(set(entry.words) for entry in entries))
    for entry in entries:
        most = RARE_HEADER if entry.is_header else RARE
        yield replace(entry, rare=tuple([word for word in set(entry.words) if counts[word] <= most]))


def _codes(words: npt.NDArray[np.int64]) -> npt.NDArray[np.uint64]:
    """A number for each run of words; runs with an unknown word get 0."""
    if len(words) < RUN:
        return np.empty(0, np.uint64)
    spread = words.astype(np.uint64)
    codes = np.zeros(len(words) - RUN + 1, np.uint64)
    known = np.ones(len(codes), bool)
    for step in range(RUN):
        part = spread[step : step + len(codes)]
        codes = (codes ^ part) * _MIX
        codes ^= codes >> np.uint64(29)
        known &= part > 0
    return np.where(known, codes, np.uint64(0))


def _index(
    entries: list[tuple[int, ...]],
) -> tuple[
    npt.NDArray[np.uint64], npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.float64], npt.NDArray[np.float64]
]:
    """Runs in order, where each one's owners begin, the owners, the weight of each entry, and of each run."""
    codes = [np.unique(_codes(np.array(words, dtype=np.int64))) for words in entries]
    every = np.concatenate(codes)
    owners = np.repeat(np.arange(len(entries)), [len(part) for part in codes])
    order = np.lexsort((owners, every))
    every, owners = every[order], owners[order]
    grams, counts = np.unique(every, return_counts=True)
    weights = 1.0 / np.sqrt(counts)
    rare = counts <= COMMON
    kept = np.repeat(rare, counts)
    totals = np.maximum(np.bincount(owners[kept], weights=np.repeat(weights[rare], counts[rare]), minlength=len(entries)), 1e-9)
    starts = np.concatenate([np.zeros(1, np.int64), np.cumsum(counts[rare], dtype=np.int64)])
    return grams[rare], starts, owners[kept].astype(np.int64), totals, weights[rare]


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
    there = words[first:last].tolist()
    if len(entry) < NUMBERED and not set(licence.numbers) <= set(there):
        return None
    if licence.is_header and licence.kin != kin & set(there):
        return None
    if len(licence.rare) and len(set(licence.rare) & set(there)) < LEAST_RARE * len(licence.rare):
        return None
    common = LCSseq.similarity(entry, there, score_cutoff=int(least * len(entry)))
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
