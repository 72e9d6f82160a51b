"""
At least how much of some texts is by models: how many more pass a score than of texts of the same source known to be by people.

Were all texts by models to pass, their share would be (c - h) / (1 - h), where c of the texts and h of people's pass; since not
all do, it is more (the adjusted count of Forman 2008, with the detection rate at its upper end). Only texts of the same source
make h fit.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Doubles = npt.NDArray[np.float64]

PEOPLE_PASS = 0.05
"Share of people's texts that passes the score that is counted with."
DRAWS = 2000
SURE = 0.95
"Of each end."
LEAST_POWER = 0.01
"By which texts by models pass oftener than people's, at least; of less nothing could be told."


@dataclass(frozen=True, slots=True)
class Counted:
    """Texts by cluster, such as the site they are from: how many, and how many of them pass. Equally long."""

    texts: Sequence[int]
    passed: Sequence[int]

    @property
    def rate(self) -> float:
        """Share that passes, over all clusters."""
        return sum(self.passed) / sum(self.texts)


@dataclass(frozen=True, slots=True)
class Bounds:
    """A share by models: at least, by the counts as they are; then the interval. All 0 to 1."""

    at_least: float
    low: float
    high: float


def bounds(people: Counted, texts: Counted, power: float) -> Bounds:
    """
    The share by models among texts. `power`: the least share of texts by models that passes, of all kinds measured.

    Each end of the interval is sure to 95 %, over clusters drawn anew on both sides: the lower end takes all texts by models to
    pass, the upper end only `power` of them.
    """
    random = np.random.default_rng(0)
    by_people, of_texts = _drawn(people, random), _drawn(texts, random)
    more = of_texts - by_people
    low = np.quantile(more / (1 - by_people), 1 - SURE)
    high = np.quantile(more / np.maximum(power - by_people, LEAST_POWER), SURE)
    plain = (texts.rate - people.rate) / (1 - people.rate)
    return Bounds(*(float(np.clip(end, 0, 1)) for end in (plain, low, high)))


def _drawn(counted: Counted, random: np.random.Generator) -> Doubles:
    """The share that passes, with clusters drawn anew so many times."""
    size = len(counted.texts)
    times = random.multinomial(size, np.full(size, 1 / size), DRAWS)
    rates: Doubles = (times @ np.asarray(counted.passed, float)) / np.maximum(times @ np.asarray(counted.texts, float), 1)
    return rates
