"""Shares of classes in mixes that the model of sites has not seen, and how far the estimates are off."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from audit.references.site_shares import shares
from tests.quality.site_records import CLASSES

DRAWS = 60
"Times that publishers are drawn anew."
MIXES = 40
TEXTS = 1000
"Of each mix."
WIDENED = ("book", "code")
"Classes of which the main set has few publishers; the others' texts count too."


def means(samples: Sequence[Any], features: Any, chances: np.ndarray) -> list[Any]:
    """Mean probabilities of texts of each class, as measured and with publishers drawn anew, rounded for the file."""
    return np.round(confusion(_rows(samples, chances), features, chances, DRAWS), 4).tolist()


def confusion(rows: np.ndarray, features: Any, chances: np.ndarray, draws: int) -> np.ndarray:
    """[1 + draws, C, C], a row a class."""
    random = np.random.default_rng(1)
    made = np.zeros((1 + draws, len(CLASSES), len(CLASSES)))
    for column in range(len(CLASSES)):
        own = rows[features.names[rows] == column]
        places, groups = np.unique(features.groups[own], return_inverse=True)
        sums, counts = np.zeros((len(places), len(CLASSES))), np.bincount(groups, features.weights[own])
        np.add.at(sums, groups, chances[own] * features.weights[own, None])
        made[0, column] = sums.sum(axis=0) / counts.sum()
        for draw in range(1, 1 + draws):
            taken = random.integers(0, len(places), len(places))
            made[draw, column] = sums[taken].sum(axis=0) / counts[taken].sum()
    return made


def measure(samples: Sequence[Any], features: Any, chances: np.ndarray, folds: np.ndarray) -> dict[str, float]:
    """
    Print how far off shares are in mixes of random proportions, made of publishers that the confusion was not measured on.

    Gives the factor by which intervals must be widened to hold 95 % of the true shares, and the part of all estimates that are
    at most 4 points off.
    """
    rows, trials = _rows(samples, chances), []
    variants = np.array([one.variant for one in samples])
    for kind in ("full", "main"):
        wanted = ~np.isin(features.names[rows], [0, 1]) | (variants[rows] == kind)
        found = [_trial(mix, rows[wanted], features, chances, folds) for mix in range(MIXES)]
        trials += found
        error = np.abs(np.array([share - true for share, _, true in found]))
        plain = np.abs(np.array([mean - true for _, (mean, _, _), true in found]))
        by_class = ", ".join(f"{name} {value:.3f}" for name, value in zip(CLASSES, error.mean(axis=0), strict=True))
        print(f"shares, {kind}: mean error {error.mean():.3f} (unadjusted {plain.mean():.3f}), within 4 points "
              f"{(error <= 0.04).mean():.3f}; by class {by_class}")  # fmt: skip
    factors = [
        np.where(true > share, (true - share) / np.maximum(high - share, 1e-3), (share - true) / np.maximum(share - low, 1e-3))
        for share, (_, low, high), true in trials
    ]
    needed = np.array(factors).ravel()
    widening = float(np.round(np.quantile(needed, 0.95), 2))
    print(f"true shares in the interval: {(needed <= 1).mean():.3f}; widened by {widening}: {(needed <= widening).mean():.3f}")
    within = float(np.mean([np.abs(share - true) <= 0.04 for share, _, true in trials]))
    return {"widening": widening, "within_4_points": round(within, 3)}


def _trial(mix: int, rows: np.ndarray, features: Any, chances: np.ndarray, folds: np.ndarray) -> tuple[Any, Any, Any]:
    """Estimated shares, unadjusted mean with the interval's ends, true shares of one mix."""
    random = np.random.default_rng(mix)
    out = folds[rows] == mix % (folds.max() + 1)
    known, pool = confusion(rows[~out], features, chances, DRAWS), rows[out]
    here = [column for column in range(len(CLASSES)) if (features.names[pool] == column).any()]
    wanted = dict(zip(here, random.dirichlet(np.full(len(here), 0.7)), strict=True))
    drawn = [random.choice(pool[features.names[pool] == column], round(part * TEXTS)) for column, part in wanted.items()]
    taken = np.concatenate(drawn)
    mean = chances[taken].mean(axis=0)
    share, low, high = shares(mean, np.cov(chances[taken].T) / len(taken), known)
    return share, (mean, low, high), np.bincount(features.names[taken], minlength=len(CLASSES)) / len(taken)


def _rows(samples: Sequence[Any], chances: np.ndarray) -> np.ndarray:
    wanted = [
        one.variant != "filtered" and (one.record.core or one.record.name in WIDENED) and not one.record.doubtful
        for one in samples
    ]
    return np.flatnonzero(np.array(wanted) & ~np.isnan(chances[:, 0]))
