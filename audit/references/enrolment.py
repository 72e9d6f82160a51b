"""
Profiles of named versions of models, made of samples that a user has: which of them some texts taken together are by, if any.

A profile is how often each word and pair of words stands in a version's samples, against all that was enrolled with it; of the
texts themselves only such numbers are kept. What decides is the open set: each version and each control is left out in turn and
held against the profiles of the others, and a version is named only where texts reach what none that was left out reached.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from audit.references.site_model import table
from audit.text import hashed_words

Doubles: TypeAlias = npt.NDArray[np.float64]
Integers: TypeAlias = npt.NDArray[np.int64]

POOL = 20
"Documents of a source below which nothing is said of it: fewer do not tell versions apart."
FEWEST_SAMPLES = 40
"Documents that a version or a control needs."
FEWEST_WORDS = 50
"Shorter documents are left out."
FOLDS = 5
DRAWS = 400
"Pools that are drawn of each class to measure."
PASSES = 0.005
"Share of the pools of a class that was left out that may reach a bound."
SPREADS = (1.5, 2.5, 4.0, 8.0)
"""
Standard deviations between classes by which the bound of a version lies above their mean, at least; of a family one more. That is
taken, from the first on, by which hardly a pool of a control that set no bound is called what it is not.
"""
MOST_WRONG = 0.01
LOW = 0.01
"Share of a version's own pools that falls below what is still like it."
UNLIKE = 0.001
"Share of pools of what was enrolled, on each side, that is less, or more, covered than what is answered about."
FEWEST_TEXTS, MOST_FEATURES = 20, 60_000
WEIGHT = 5.0
"Documents' worth of what is usual that a profile begins with."


class Verdict(StrEnum):
    """What can be answered about some texts."""

    VERSION = "version"
    FAMILY = "family"
    NONE = "none of the above"
    ABSTAINED = "abstained"


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said of texts taken together."""

    verdict: Verdict
    name: str
    "The version or the family; empty where none is named."
    because: str


@dataclass(frozen=True, slots=True)
class Sample:
    """Documents of one version, or of one control."""

    name: str
    is_control: bool
    features: Sequence[npt.NDArray[np.uint64]]
    "Distinct features of each document."
    sizes: Integers
    "Bytes of each that are read."

    @property
    def family(self) -> str:
        """What stands before the slash of its name, else the whole name."""
        return family_of(self.name)


@dataclass(frozen=True)
class Profiles:
    """Profiles of M versions over F features, and what they are held against."""

    names: tuple[str, ...]
    hashes: npt.NDArray[np.uint64]
    "[F], sorted."
    weights: npt.NDArray[np.float32]
    "[M, F]"
    bounds: Doubles
    "[M]: a version is named from here on."
    lows: Doubles
    "[M]: what is below is not like it."
    family_bounds: Mapping[str, float]
    covered: tuple[float, float]
    "Known features a byte, at least and at most, of texts that are like what was enrolled."

    def scores(self, buffer: npt.NDArray[np.uint8], starts: Integers, ends: Integers) -> tuple[Doubles, Doubles]:
        """Of N documents the score by each profile, [N, M], and the known features a byte, [N]."""
        rows, bounds = hashed_words.rows(buffer, starts, ends, *self._table)
        sizes = np.minimum(ends - starts, hashed_words.HEAD + hashed_words.TAIL)
        return scored(rows, bounds, self.weights), np.diff(bounds) / np.maximum(sizes, 1)

    def answer(self, scores: Doubles, covered: float, documents: int) -> Answer:
        """What is said of texts by the means of their scores, [M], and of what is known of them a byte."""
        if documents < POOL:
            return Answer(Verdict.ABSTAINED, "", f"fewer than {POOL} documents of {FEWEST_WORDS} words and more")
        if not self.covered[0] <= covered <= self.covered[1]:
            return Answer(Verdict.ABSTAINED, "", "unlike all that was enrolled, controls included")
        best = int(np.argmax(scores - np.maximum(self.bounds, self.lows)))
        if scores[best] >= max(self.bounds[best], self.lows[best]):
            return Answer(Verdict.VERSION, self.names[best], "like its samples, and liker than all that was left out came")
        family = family_of(self.names[int(np.argmax(scores))])
        if scores.max() >= self.family_bounds.get(family, np.inf):
            return Answer(Verdict.FAMILY, family, "liker than all that is not of the family came; which version does not show")
        if (scores < self.lows).all():
            return Answer(Verdict.NONE, "", "less like each version than 99 in 100 pools of its own samples")
        return Answer(Verdict.ABSTAINED, "", "somewhat like a version, as others are too that are not by it")

    @cached_property
    def _table(self) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.int32]]:
        return table(self.hashes)


def family_of(name: str) -> str:
    """The family in FAMILY/VERSION; a name without a slash is a family of its own."""
    return name.partition("/")[0]


def features_of(raw: bytes) -> tuple[npt.NDArray[np.uint64], int]:
    """Distinct features of a text, and how many bytes of it are read."""
    return np.unique(hashed_words.hashes(raw)[0]), len(hashed_words.window(raw))


def chosen(samples: Sequence[Sample]) -> npt.NDArray[np.uint64]:
    """Features that stand in several documents: what stands in few tells subjects, and could tell whose text it was."""
    hashes, counts = np.unique(np.concatenate([one for sample in samples for one in sample.features]), return_counts=True)
    usual = np.flatnonzero(counts >= FEWEST_TEXTS)
    most = usual[np.argsort(-counts[usual], kind="stable")[:MOST_FEATURES]]
    return np.sort(hashes[most])


def known(sample: Sample, hashes: npt.NDArray[np.uint64]) -> tuple[Integers, Integers]:
    """The features of a sample's documents by their places in `hashes`, and where each document's begin."""
    found = [np.searchsorted(hashes, one) for one in sample.features]
    kept = [
        places[(places < len(hashes)) & (hashes[np.minimum(places, len(hashes) - 1)] == one)]
        for places, one in zip(found, sample.features, strict=True)
    ]
    return np.concatenate(kept).astype(np.int64), np.concatenate([[0], np.cumsum([len(one) for one in kept])]).astype(np.int64)


def profiled(counts: Doubles, documents: Doubles) -> npt.NDArray[np.float32]:
    """
    Weights of each class, [C, F], of how many of its documents hold each feature, [C, F], and how many it has, [C].

    The logarithm of how often a feature is there, less the mean of that over the classes, each of which counts alike.
    """
    rates = (counts / documents[:, None]).mean(0)
    shares = (counts + WEIGHT * rates + 0.05) / (documents[:, None] + WEIGHT + 0.1)
    logs = np.log(shares)
    made: npt.NDArray[np.float32] = (logs - logs.mean(0)).astype(np.float32)
    return made


def scored(rows: npt.NDArray[np.integer], bounds: Integers, weights: npt.NDArray[np.float32]) -> Doubles:
    """The score of each of N documents by each of M profiles, [N, M]: its features' weights by the root of their number."""
    counts = np.diff(bounds)
    made = np.zeros((len(counts), len(weights)))
    for place, profile in enumerate(weights):
        sums = np.concatenate([[0.0], np.cumsum(profile[rows], dtype=np.float64)])
        made[:, place] = np.diff(sums[bounds]) / np.sqrt(np.maximum(counts, 1))
    return made
