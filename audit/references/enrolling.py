"""
Makes profiles of samples, and measures them: each version on documents that were kept apart, and each class as one never seen.

A class that is never seen is a version or a control that was left out whole. Its bounds are those that the other classes set, so
that its row tells what happens to texts of a model, or of people, that nobody enrolled.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from audit.references.enrolment import (
    DRAWS,
    FOLDS,
    LOW,
    MOST_WRONG,
    PASSES,
    POOL,
    SPREADS,
    UNLIKE,
    Doubles,
    Profiles,
    Sample,
    Verdict,
    family_of,
    known,
    profiled,
    scored,
)


@dataclass(frozen=True, slots=True)
class Row:
    """How pools of a class were answered, 0 to 1."""

    name: str
    is_control: bool
    is_seen: bool
    "Its profile was there; else it was left out whole, and set no bound."
    documents: int
    answers: Mapping[str, float]
    "By what was answered: a version, a family followed by a slash, none of the above, abstained."

    @property
    def wrong(self) -> float:
        """Share that was called a version that it is not, or a family that it is not of."""
        right = {Verdict.NONE, Verdict.ABSTAINED, f"{family_of(self.name)}/"} | ({self.name} if self.is_seen else set[str]())
        if self.is_control:
            right -= {f"{family_of(self.name)}/"}
        return sum(share for answer, share in self.answers.items() if answer not in right)


@dataclass(frozen=True, slots=True)
class Pools:
    """Pools of a class: mean scores by each version, [DRAWS, M], not a number where it was left out, and what is covered."""

    scores: Doubles
    covered: Doubles


class Measuring:
    """Samples as numbers. Versions come first, in the order given, then controls."""

    def __init__(self, samples: Sequence[Sample], hashes: npt.NDArray[np.uint64]) -> None:
        self.samples = sorted(samples, key=lambda sample: sample.is_control)
        self.names = tuple(sample.name for sample in self.samples if not sample.is_control)
        self.hashes = hashes
        self.known = [known(sample, self.hashes) for sample in self.samples]
        self.sizes = np.array([len(sample.features) for sample in self.samples], float)
        self.counts = np.stack([np.bincount(rows, minlength=len(self.hashes)) for rows, _ in self.known]).astype(float)

    def profiles(self) -> tuple[Profiles, list[Row]]:
        """The profiles, and how pools of each class were answered."""
        own = [self._pooled(place, self._held_apart(place)) for place in range(len(self.names))]
        left_out = [self._pooled(place, self._left_out(place)) for place in range(len(self.samples))]
        for spreads in SPREADS:
            made, rows = self._measured(own, left_out, spreads)
            if all(row.wrong <= MOST_WRONG for row in rows if row.is_control):
                break
        return made, rows

    def _measured(self, own: Sequence[Pools], left_out: Sequence[Pools], spreads: float) -> tuple[Profiles, list[Row]]:
        """Profiles with bounds that lie so far above what others reach, and how pools are answered by them."""
        weights = profiled(self.counts, self.sizes)[: len(self.names)]
        made = self._bound(weights, own, left_out, (), spreads)
        rows = [self._row(place, pools, made, True) for place, pools in enumerate(own)]
        for place, pools in enumerate(left_out):
            rows.append(self._row(place, pools, self._bound(weights, own, left_out, (place,), spreads), False))
        return made, rows

    def _held_apart(self, place: int) -> Doubles:
        """Scores of a version's documents, each by profiles that were made without its fold."""
        rows, bounds = self.known[place]
        folds = np.arange(len(bounds) - 1) * FOLDS // (len(bounds) - 1)  # neighbours often answer the same prompt
        made = np.empty((len(folds), len(self.names)))
        for fold in range(FOLDS):
            inside = folds == fold
            counts, sizes = self.counts.copy(), self.sizes.copy()
            held = np.repeat(inside, np.diff(bounds))
            counts[place] -= np.bincount(rows[held], minlength=len(self.hashes))
            sizes[place] -= inside.sum()
            made[inside] = scored(rows, bounds, profiled(counts, sizes)[: len(self.names)])[inside]
        return made

    def _left_out(self, place: int) -> Doubles:
        """Scores of a class's documents by profiles that were made without the class; its own is not a number."""
        others = np.arange(len(self.samples)) != place
        weights = profiled(self.counts[others], self.sizes[others])
        made = np.full((int(self.sizes[place]), len(self.names)), np.nan)
        made[:, others[: len(self.names)]] = scored(*self.known[place], weights[: others[: len(self.names)].sum()])
        return made

    def _pooled(self, place: int, scores: Doubles) -> Pools:
        """Pools that are drawn of a class's documents."""
        random = np.random.default_rng(place)
        drawn = np.stack([random.choice(len(scores), POOL, replace=False) for _ in range(DRAWS)])
        covered = np.diff(self.known[place][1]) / np.maximum(self.samples[place].sizes, 1)
        return Pools(scores[drawn].mean(1), covered[drawn].mean(1))

    def _bound(
        self,
        weights: npt.NDArray[np.float32],
        own: Sequence[Pools],
        left_out: Sequence[Pools],
        unseen: tuple[int, ...],
        spreads: float,
    ) -> Profiles:
        """Profiles with the bounds that all classes set but those that are unseen."""
        setting = [place for place in range(len(self.samples)) if place not in unseen]
        families = [sample.family if not sample.is_control else "" for sample in self.samples]
        bounds, of_family = np.empty(len(self.names)), {}
        for place, pools in enumerate(own):
            reached = [_reached(left_out[other].scores[:, place]) for other in setting if other != place]
            halfway = (max(reached) + float(np.median(pools.scores[:, place]))) / 2
            bounds[place] = max(_beyond(reached, spreads), halfway)
        for family in dict.fromkeys(families[: len(self.names)]):
            members = [place for place in range(len(self.names)) if families[place] == family]
            others = [left_out[place].scores[:, members].max(axis=1) for place in setting if families[place] != family]
            of_family[family] = _beyond([_reached(one) for one in others], spreads + 1) if len(others) > 1 else float("inf")
        seen = np.concatenate([left_out[place].covered for place in setting])
        lows = np.array([np.quantile(pools.scores[:, place], LOW) for place, pools in enumerate(own)])
        covered = (float(np.quantile(seen, UNLIKE)), float(np.quantile(seen, 1 - UNLIKE)))
        return Profiles(self.names, self.hashes, weights, bounds, lows, of_family, covered)

    def _row(self, place: int, pools: Pools, made: Profiles, is_seen: bool) -> Row:
        answers: dict[str, float] = {}
        for scores, covered in zip(np.nan_to_num(pools.scores, nan=-np.inf), pools.covered, strict=True):
            told = made.answer(scores, float(covered), POOL)
            name = f"{told.name}/" if told.verdict is Verdict.FAMILY else told.name or told.verdict.value
            answers[name] = answers.get(name, 0) + 1 / DRAWS
        sample = self.samples[place]
        return Row(sample.name, sample.is_control, is_seen, len(sample.features), answers)


def _reached(scores: Doubles) -> float:
    """What hardly any pool of a class reaches."""
    return float(np.quantile(scores, 1 - PASSES))


def _beyond(reached: Sequence[float], spreads: float) -> float:
    """More than any class reaches, and by so many standard deviations more than they do on the average: others will come."""
    return max(max(reached), float(np.mean(reached) + spreads * np.std(reached)))
