"""
The index over licence texts and notices: their words as numbers, and which runs of words point to which of them.

Making it takes some seconds, so it is kept in the user's cache folder and mapped from there.
"""

import json
import lzma
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt

from audit.text import arrays, cache

Places = npt.NDArray[np.int64]
Words = npt.NDArray[np.uint32]

VERSION = 3
"Raise it whenever the same list could make another index."
RUN = 4
"Words of a run."
COMMON = 400
"A run that more licences share chooses no candidate."
RARE = 12
"Licence texts that may share a word which is still rare."
RARE_HEADER = 60
"The same for the words of a header, which are few and all alike but for the names."
DECISIVE = frozenset({"affero", "lesser", "library", "noncommercial", "sharealike", "noderivatives", "noderivs"})
_MIX = np.uint64(0x9E3779B97F4A7C15)
_PARTS = ("text", "whole", "header")


@dataclass(frozen=True, slots=True)
class Entry:
    """A text of the list as words."""

    spdx: str
    is_header: bool
    "True for the notice that stands at the top of files, false for the licence itself."
    words: str
    "A character for each, as `as_text` makes it."
    numbers: frozenset[int]
    "Those of its words that must not differ in a short text: DECISIVE words and, where it has other versions, numerals."
    kin: frozenset[int]
    "The DECISIVE words that it has; a header is another licence's where the place has others."
    rare: frozenset[int]
    "Those of its words that hardly any other licence has: names of products and makers."


@dataclass(frozen=True, slots=True)
class Template:
    """A notice that is looked for word by word."""

    spdx: str
    length: int
    "Its words."
    words: bytes
    "Four for each."


class Index:
    """Licence texts as arrays; what is asked for of an entry is taken from them when it is asked for."""

    def __init__(self, made: Mapping[str, npt.NDArray[Any]]) -> None:
        self._made = made
        self.runs: npt.NDArray[np.uint64] = made["runs"]
        "Codes of runs that choose candidates, ascending."
        self.firsts: Places = made["firsts"]
        "Where the owners of each run begin; one more than there are runs."
        self.owners: Places = made["owners"]
        self.totals: npt.NDArray[np.float64] = made["totals"]
        "Weight of each entry."
        self.weights: npt.NDArray[np.float64] = made["weights"]
        "Weight of each run."
        self.openings: npt.NDArray[np.uint64] = made["openings"]
        "Codes of the first runs of notices, ascending."
        self._entries: dict[int, Entry] = {}
        self._templates: dict[int, Template] = {}

    def __len__(self) -> int:
        return len(self.totals)

    def templates(self, code: int) -> list[Template]:
        """The notices that begin with a run of words, the longest first."""
        place = int(np.searchsorted(self.openings, np.uint64(code)))
        if place == len(self.openings) or int(self.openings[place]) != code:
            return []
        bounds = self._made["openings_bounds"]
        return [self._template(number) for number in self._made["opened"][bounds[place] : bounds[place + 1]].tolist()]

    def _template(self, number: int) -> Template:
        found = self._templates.get(number)
        if found is None:
            words = self._part("template_words", number)
            found = self._templates[number] = Template(self._template_names[number], len(words), words.astype("<u4").tobytes())
        return found

    @cached_property
    def _template_names(self) -> list[str]:
        return self._made["template_names"].tobytes().decode().split("\n")

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each word, from 1."""
        spelt = self._made["vocabulary"].tobytes().decode()
        return dict(zip(spelt.split("\n"), range(1, spelt.count("\n") + 2), strict=True)) if spelt else {}

    def spelt(self, words: str) -> list[str]:
        """The words of an entry as they are written."""
        return [self._vocabulary[ord(word) - 1] for word in words]

    @cached_property
    def _vocabulary(self) -> list[str]:
        return list(self.numbers)

    @cached_property
    def kin(self) -> frozenset[int]:
        """The numbers of DECISIVE words."""
        return frozenset(self.numbers[word] for word in DECISIVE & self.numbers.keys())

    def entry(self, number: int) -> Entry:
        """An entry by its number."""
        found = self._entries.get(number)
        if found is None:
            words, numerals, rare = (self._part(name, number) for name in ("words", "numerals", "rare"))
            spdx, _, is_header = self._names[number].partition("\t")
            told = frozenset(numerals.tolist())
            found = Entry(spdx, bool(is_header), as_text(words), told, told & self.kin, frozenset(rare.tolist()))
            self._entries[number] = found
        return found

    @cached_property
    def _names(self) -> list[str]:
        return self._made["names"].tobytes().decode().split("\n")

    def _part(self, name: str, number: int) -> Words:
        bounds = self._made[f"{name}_bounds"]
        part: Words = self._made[name][bounds[number] : bounds[number + 1]]
        return part


def as_text(words: npt.NDArray[Any]) -> str:
    """Numbers of words as characters, so that texts of words are compared as texts are."""
    return words.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")


def kept(path: Path) -> Index:
    """
    The index over a list file: xz of JSON, by SPDX id `text`, `whole` (with the optional parts) and `header` as words.

    Notices stand beside it in `notices.json.xz`: xz of JSON, by SPDX id a list of words.
    """
    beside = path.with_name("notices.json.xz")
    listed = path.read_bytes()
    notices = beside.read_bytes() if beside.is_file() else b""
    folder = cache.folder()
    if folder is None:
        return Index(_made(listed, notices))
    place = folder / f"licence-texts-{_digest(listed + notices)}.arrays"
    found = arrays.kept(place)
    if found is None:
        found = _made(listed, notices)
        arrays.keep(place, found)
    return Index(found)


def _made(listed: bytes, notices: bytes) -> dict[str, npt.NDArray[Any]]:
    return made(json.loads(lzma.decompress(listed)), json.loads(lzma.decompress(notices)) if notices else {})


def made(
    texts: Mapping[str, Mapping[str, str]], notices: Mapping[str, Sequence[str]] = MappingProxyType({})
) -> dict[str, npt.NDArray[Any]]:
    """The arrays of an index over texts, by SPDX id and part, and over notices, by SPDX id."""
    vocabulary: dict[str, int] = {}
    names: list[str] = []
    words: list[Words] = []
    numerals: list[Words] = []
    versioned = Counter(family(spdx) for spdx in texts)
    for name, spelt in _spelt(texts):
        names.append(name)
        words.append(np.array([vocabulary.setdefault(word, len(vocabulary) + 1) for word in spelt], np.uint32))
        telling = DECISIVE & set(spelt)
        if versioned[family(name)] > 1:
            telling |= {word for word in spelt if len(word) < 3 and word.isdigit()}
        numerals.append(np.array(sorted(vocabulary[word] for word in telling), np.uint32))
    rare = _rare(words, [name.endswith("\theader") for name in names])
    return {
        **_opened(notices, vocabulary),
        "vocabulary": np.frombuffer("\n".join(vocabulary).encode(), np.uint8),
        "names": np.frombuffer("\n".join(names).encode(), np.uint8),
        **_ragged("words", words),
        **_ragged("numerals", numerals),
        **_ragged("rare", rare),
        **_runs([np.unique(codes(one)) for one in words]),
    }


def _opened(notices: Mapping[str, Sequence[str]], vocabulary: dict[str, int]) -> dict[str, npt.NDArray[Any]]:
    """Notices by the code of their first run, the longest first; their words are added to the vocabulary."""
    names, words = [], []
    for spdx, spelt in ((spdx, one.split()) for spdx, many in notices.items() for one in many):
        names.append(spdx)
        words.append(np.array([vocabulary.setdefault(word, len(vocabulary) + 1) for word in spelt], np.uint32))
    begin = np.array([codes(one[:RUN])[0] for one in words], np.uint64)
    order = np.lexsort((np.arange(len(words)), np.array([-len(one) for one in words], np.int64), begin))
    openings, firsts = np.unique(begin[order], return_index=True)
    return {
        "template_names": np.frombuffer("\n".join(names).encode(), np.uint8),
        **_ragged("template_words", words),
        "openings": openings,
        "opened": order.astype(np.int64),
        "openings_bounds": np.append(firsts, len(order)).astype(np.int64),
    }


def codes(words: npt.NDArray[Any]) -> npt.NDArray[np.uint64]:
    """A number for each run of words; runs with an unknown word get 0."""
    if len(words) < RUN:
        return np.empty(0, np.uint64)
    spread = words.astype(np.uint64)
    mixed = np.zeros(len(words) - RUN + 1, np.uint64)
    known = np.ones(len(mixed), bool)
    for step in range(RUN):
        part = spread[step : step + len(mixed)]
        mixed = (mixed ^ part) * _MIX
        mixed ^= mixed >> np.uint64(29)
        known &= part > 0
    return np.where(known, mixed, np.uint64(0))


def family(spdx: str) -> str:
    """An id without its version and what follows it: the licences of one name."""
    return re.split(r"-v?\d", spdx, maxsplit=1)[0]


def _spelt(texts: Mapping[str, Mapping[str, str]]) -> Iterator[tuple[str, list[str]]]:
    """Name and words of each text that is long enough; a header's name says so after a tabulator."""
    for spdx, parts in texts.items():
        for part in _PARTS:
            spelt = parts.get(part, "").split()
            if len(spelt) >= 2 * RUN:
                yield f"{spdx}\theader" if part == "header" else spdx, spelt


def _rare(words: Sequence[Words], are_headers: Sequence[bool]) -> list[Words]:
    once = [np.unique(one) for one in words]
    counts = Counter(chain.from_iterable(one.tolist() for one in once))
    least = (RARE_HEADER if is_header else RARE for is_header in are_headers)
    return [
        np.array([word for word in one.tolist() if counts[word] <= most], np.uint32)
        for one, most in zip(once, least, strict=True)
    ]


def _runs(by_entry: Sequence[npt.NDArray[np.uint64]]) -> dict[str, npt.NDArray[Any]]:
    """Runs in order, where each one's owners begin, the owners, the weight of each entry, and of each run."""
    every = np.concatenate([np.empty(0, np.uint64), *by_entry])
    owners = np.repeat(np.arange(len(by_entry)), [len(part) for part in by_entry])
    order = np.lexsort((owners, every))
    every, owners = every[order], owners[order]
    runs, counts = np.unique(every, return_counts=True)
    weights = 1.0 / np.sqrt(counts)
    few = counts <= COMMON
    kept = np.repeat(few, counts)
    totals = np.bincount(owners[kept], weights=np.repeat(weights[few], counts[few]), minlength=len(by_entry))
    firsts = np.concatenate([np.zeros(1, np.int64), np.cumsum(counts[few], dtype=np.int64)])
    return {
        "runs": runs[few],
        "firsts": firsts,
        "owners": owners[kept].astype(np.int64),
        "totals": np.maximum(totals, 1e-9),
        "weights": weights[few],
    }


def _ragged(name: str, rows: Sequence[Words]) -> dict[str, npt.NDArray[Any]]:
    bounds = np.concatenate([np.zeros(1, np.int64), np.cumsum([len(row) for row in rows], dtype=np.int64)])
    return {name: np.concatenate([np.empty(0, np.uint32), *rows]), f"{name}_bounds": bounds}


def _digest(listed: bytes) -> str:
    said = repr((VERSION, RUN, COMMON, RARE, RARE_HEADER, sorted(DECISIVE)))
    return blake2b(said.encode() + listed, digest_size=16).hexdigest()
