"""
Shares of classes in a corpus from a model's mean probabilities: quantification by the probabilistic adjusted count.

What the model says of texts of each class on the average is known from cross-validation. The mean over a corpus is a mixture of
these, in the proportions that are asked for (Bella et al. 2010). One record's class may stay unknown for all that.
"""

import numpy as np
import numpy.typing as npt

Doubles = npt.NDArray[np.float64]

STEPS = 4000
"Of the descent; its error is then far below a tenth of a point."
SURE = 0.95


def shares(mean: Doubles, spread: Doubles, confusion: Doubles) -> tuple[Doubles, Doubles, Doubles]:
    """
    Estimated shares of C classes, and the lower and upper ends of their 95 % intervals.

    `mean`: mean probabilities in the corpus, [C]; `spread`: covariance of that mean, [C, C]; `confusion`: mean probabilities of
    texts of each class, a row a class, once as measured and then B times with publishers drawn anew, [1 + B, C, C].
    """
    drawn = np.random.default_rng(0).multivariate_normal(mean, spread, len(confusion) - 1, method="eigh")
    solutions = solved(confusion, np.concatenate([mean[None], drawn]))
    low, high = np.quantile(solutions[1:], [(1 - SURE) / 2, (1 + SURE) / 2], axis=0)
    return solutions[0], np.minimum(low, solutions[0]), np.maximum(high, solutions[0])


def solved(confusion: Doubles, means: Doubles) -> Doubles:
    """Proportions, [B, C], that mix rows of each confusion nearest to its mean: least squares over the simplex."""
    gram = np.einsum("bij,bkj->bik", confusion, confusion)
    target = np.einsum("bij,bj->bi", confusion, means)
    rate = 1 / np.linalg.norm(gram, 2, axis=(1, 2))[:, None]
    proportions = np.full(means.shape, 1 / means.shape[1])
    ahead, momentum = proportions, 1.0
    for _ in range(STEPS):
        slope = np.einsum("bij,bj->bi", gram, ahead) - target
        after = _on_simplex(ahead - rate * slope)
        later = (1 + np.sqrt(1 + 4 * momentum**2)) / 2
        ahead = after + (momentum - 1) / later * (after - proportions)
        proportions, momentum = after, later
    return proportions


def _on_simplex(points: Doubles) -> Doubles:
    """The nearest points that are nowhere negative and add up to 1 (Held et al. 1974)."""
    falling = -np.sort(-points, axis=1)
    excess = np.cumsum(falling, axis=1) - 1
    ranks = np.arange(1, points.shape[1] + 1)
    last = np.count_nonzero(falling - excess / ranks > 0, axis=1) - 1
    cut = np.take_along_axis(excess, last[:, None], axis=1) / (last[:, None] + 1)
    nearest: Doubles = np.maximum(points - cut, 0)
    return nearest
