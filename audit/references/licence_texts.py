"""
Known licence texts and notices, and which of them stand in a text, whole or edited.

Texts are compared as words: case, punctuation, comment marks and line ends do not count. Notices are looked for word by word, the
longest first. For licences, runs of four words that few of them share choose candidates; the longest common subsequence of words
decides (rapidfuzz).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import repeat
from pathlib import Path

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import LCSseq

from audit.model import Span
from audit.references import licence_index
from audit.references.licence_changes import Changes, changes
from audit.references.licence_index import RUN, Entry, Index, as_text, codes
from audit.references.licence_parts import OFTEN, best_part
from audit.references.licence_runs import Runs

WORD = re.compile(r"[^\W_]+")
LEAST_RECALL = 0.8
LEAST_RECALL_SHORT = 0.9
SHORT = 40
"Words of a licence that counts as short."
NUMBERED = 400
"Words of a text in which every number of its licence must occur."
LEAST_PRECISION = 0.8
MIDDLING = 300
"Words of a licence that has look-alikes: a place with much else in it is another licence's."
EXACT = 0.97
"Share of a place's words from which its ends are not looked for."
EXACT_NOTICE = 16
"Words of a notice within a licence that tells which variant of it this is, where little tells against a variant."
CLOSE = 0.95
"Share of a licence's words from which it is no variant of another."
SAME_PLACE = 0.6
TITLED = 1.03
"How much likelier the version in the title is; worth one word in a hundred."
TITLE = 40
"Words at the beginning of a licence that may name its version."
LEAST_RARE = 0.6
"Share of a licence's rare words that must be there."
LEAST_TEMPLATE = RUN
"Words of the shortest notice that is looked for."
MOST_MATCHES = 100
"Searches of one window at most: 16, and one more for 100 words; each finds a text or rules out some."
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
_NUMERAL = re.compile(r"v?\d{1,2}|[al]?gplv?\d")
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
    changes: Changes | None = None
    "What was changed, of one that is modified."
    rivals: int | None = None
    "Of a part of a licence: other licences that have these words too; None where the licence is there."

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
            matches = list(self._in_window(words[counted]))
            spelt = [word.span() for word in WORD.finditer(low, window.start, window.end)] if matches else []
            for match, first, last, entry in matches:
                there = [spelt[place] for place in counted[first:last].tolist()]
                match = replace(match, span=Span(there[0][0], there[-1][1]))
                if entry is not None and match.modified:
                    said = [low[start:end] for start, end in there]
                    match = replace(
                        match, changes=changes(self._index.spelt(entry.words), [SAME.get(word, word) for word in said])
                    )
                found.append(match)
        return sorted(found, key=lambda match: match.span)

    def _in_window(self, words: npt.NDArray[np.int64]) -> Iterator[tuple[TextMatch, int, int, Entry | None]]:
        """
        What stands in the words of a window, without a span: first word, word after the last, and the entry of what was aligned.

        Of a notice and a header in one place, what is there word by word wins.
        """
        templates = list(self._templates(words))
        runs, left = Runs(self._index, words), words.copy()
        for entry, first, last, recall, precision in self._matches(left, runs):
            inside = [one for one in templates if first < one[2] and one[1] < last]
            if entry.is_header and any(one[2] - one[1] >= SAME_PLACE * (last - first) for one in inside):
                continue
            templates = [one for one in templates if one not in inside]
            exact = (one[0] for one in inside if one[0].startswith(f"{entry.spdx}-") and one[2] - one[1] >= EXACT_NOTICE)
            spdx = (next(exact, None) if recall < CLOSE else None) or self._or_later(entry, words[first:last])
            yield TextMatch(spdx, entry.is_header, Span(0, 0), recall, precision), first, last, entry
        taken = [(first, last) for _, first, last in templates]
        part = best_part(self._index, left, [one for one in runs.candidates(set()) if not self._index.entry(one[0]).is_header])
        if part is not None and not any(part.first < last and first < part.last for first, last in taken):
            match = TextMatch(part.entry.spdx, False, Span(0, 0), part.recall, part.precision, rivals=part.rivals)
            yield match, part.first, part.last, part.entry
        for spdx, first, last in templates:
            yield TextMatch(spdx, True, Span(0, 0), 1.0, 1.0, last - first), first, last, None

    def _or_later(self, entry: Entry, there: npt.NDArray[np.int64]) -> str:
        """The id of a header, which tells by a few words whether later versions may be used."""
        stem, dash, _ = entry.spdx.rpartition("-only") if entry.spdx.endswith("-only") else entry.spdx.rpartition("-or-later")
        if not entry.is_header or not dash:
            return entry.spdx
        return f"{stem}-or-later" if self._later & set(there.tolist()) else f"{stem}-only"

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
                if spelt.startswith(template.words, 4 * place) and not self._goes_on(words, place, place + template.length):
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

    def _matches(self, words: npt.NDArray[np.int64], runs: Runs) -> Iterator[tuple[Entry, int, int, float, float]]:
        """The best entry again and again; the words of each are taken out of the window before the next search."""
        refused: set[int] = set()
        for _ in range(min(MOST_MATCHES, 16 + len(words) // 100)):
            best, before = None, len(refused)
            for number, places in runs.candidates(refused):
                entry = self._index.entry(number)
                tried = _aligned(entry, self._index.kin, words, places)
                if tried is None:
                    refused.add(number)
                    continue
                weight = _explained(tried) * _prior(entry) * self._titled(entry, words[tried[0] : tried[0] + TITLE])
                if best is None or _better(entry, weight, *best[:2]):
                    best = (entry, weight, tried)
            if best is None and len(refused) == before:
                break
            if best is None:
                continue
            entry, _, (first, last, recall, precision) = best
            yield entry, first, last, recall, precision
            words[first:last] = 0
            runs.take(first, last)
            refused.clear()  # what did not fit there may fit elsewhere

    def _goes_on(self, words: npt.NDArray[np.int64], first: int, end: int) -> bool:
        """True where a version stands after a notice that names none, or goes on after it, or other versions may be used."""
        after, numerals = words[end : end + 12], self._numerals
        if end - first == len(words) or not len(after):
            return False
        if int(words[end - 1]) in numerals and int(after[0]) in numerals:
            return True
        named = any(word in numerals for word in words[first:end].tolist())
        near = after[: 4 if named else 12].tolist()
        return (not named and any(word in numerals for word in near)) or (named and self._later & set(near) != set())

    @cached_property
    def _numerals(self) -> frozenset[int]:
        """The numbers of numerals and of words such as v2."""
        return frozenset(number for word, number in self._index.numbers.items() if _NUMERAL.fullmatch(word))

    @cached_property
    def _later(self) -> frozenset[int]:
        return frozenset(self._index.numbers[word] for word in ("later", "newer") if word in self._index.numbers)

    def _titled(self, entry: Entry, title: npt.NDArray[np.int64]) -> float:
        """Of versions that are all but alike, the one that the title names is likelier."""
        version = re.search(r"-v?(\d+)\.(\d+)", entry.spdx)
        if version is None:
            return 1.0
        number = [self._index.numbers.get(part, -1) for part in version.groups()]
        named = (title[:-1] == number[0]) & (title[1:] == number[1])
        return TITLED if named.any() else 1.0


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
    common = LCSseq.similarity(entry, as_text(words[first:last]), score_cutoff=int(least * len(entry)))
    recall = common / len(entry)
    if recall < least:
        return None
    if common < EXACT * (last - first):
        first, last = _ends(entry, words, first, last)
    precision = min(1.0, common / (last - first))
    if len(entry) < MIDDLING and not licence.is_header and precision < LEAST_PRECISION:
        return None
    if len(licence.rare & there) < LEAST_RARE * len(licence.rare) and (len(entry) < NUMBERED or recall < CLOSE):
        return None
    return first, last, recall, precision


def _ends(entry: str, words: npt.NDArray[np.int64], first: int, last: int) -> tuple[int, int]:
    """A place without what stands before and after the words that it shares with a licence."""
    blocks = LCSseq.opcodes(entry, as_text(words[first:last]))
    shared = [(one.dest_start, one.dest_end) for one in blocks if one.tag == "equal" and one.dest_end - one.dest_start >= RUN - 1]
    return (first + shared[0][0], first + shared[-1][1]) if shared else (first, last)


def _better(one: Entry, weight: float, other: Entry, than: float) -> bool:
    """True where an entry explains more of the text than another."""
    if abs(weight - than) > 0.002 * max(weight, than):
        return weight > than
    return (len(one.spdx), one.spdx) < (len(other.spdx), other.spdx)


def _prior(entry: Entry) -> float:
    """Of two that fit alike, the licence that is common is likelier; worth one word in fifty."""
    return 1.06 if entry.spdx in OFTEN else 1.0


def _measure(tried: tuple[int, int, float, float]) -> float:
    _, _, recall, precision = tried
    return 2 * recall * precision / (recall + precision)


def _explained(tried: tuple[int, int, float, float]) -> float:
    first, last, _, precision = tried
    return (last - first) * precision * _measure(tried) ** 8
