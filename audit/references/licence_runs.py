"""Which entries of an index over licences seem to stand in a window, as its words are taken one licence after another."""

from collections.abc import Set

import numpy as np
import numpy.typing as npt

from audit.references.licence_index import RUN, Index, codes

LEAST_SHARE = 0.12
"Of a licence's weight that must be there before its words are compared."
CANDIDATES = 8
"Entries that are compared at once."

Places = npt.NDArray[np.int64]


class Runs:
    """The runs of a window that some licence has, each with its owners."""

    def __init__(self, index: Index, words: npt.NDArray[np.int64]) -> None:
        looked_up = codes(words)
        at = np.minimum(np.searchsorted(index.runs, looked_up), max(len(index.runs) - 1, 0))
        found = index.runs[at] == looked_up if len(index.runs) else np.zeros(len(at), bool)
        self._places: Places = np.flatnonzero(found)
        "Where the runs begin, ascending."
        runs, self._which = np.unique(at[found], return_inverse=True)
        self._left = np.bincount(self._which, minlength=len(runs))
        "How often each run is there and not taken."
        self._alive = np.ones(len(self._places), bool)
        self._weights = index.weights[runs]
        self._firsts, self._counts = index.firsts[runs], index.firsts[runs + 1] - index.firsts[runs]
        self._all_owners, self._totals = index.owners, index.totals
        self._score = self._weight_of(np.arange(len(runs)))
        counts = self._counts[self._which]
        owners = index.owners[_ranges(self._firsts[self._which], counts)]
        order = np.argsort(owners.astype(np.min_scalar_type(len(index))), kind="stable")  # short numbers are sorted faster
        self._owners: Places = owners[order]
        self._owned: Places = np.repeat(np.arange(len(self._places)), counts)[order]
        "Numbers of places, by owner."

    def take(self, first: int, end: int) -> None:
        """Words that are explained count no more."""
        taken = slice(*np.searchsorted(self._places, [first - RUN + 1, end]).tolist())
        gone = self._which[taken][self._alive[taken]]
        self._alive[taken] = False
        np.subtract.at(self._left, gone, 1)
        once = np.unique(gone)
        self._score -= self._weight_of(once[self._left[once] == 0])

    def candidates(self, refused: Set[int]) -> list[tuple[int, Places]]:
        """Up to CANDIDATES entries of which a good part seems to be there, likeliest first, with the places of their runs."""
        likely = np.flatnonzero(self._score >= LEAST_SHARE)
        ranked = likely[np.argsort(-self._score[likely], kind="stable")]
        chosen = [number for number in ranked.tolist() if number not in refused][:CANDIDATES]
        return [(number, self._of(number)) for number in chosen]

    def _weight_of(self, runs: Places) -> npt.NDArray[np.float64]:
        """What some of the window's runs weigh in each entry, as a share of the entry."""
        counts = self._counts[runs]
        owners = self._all_owners[_ranges(self._firsts[runs], counts)]
        weights = np.repeat(self._weights[runs], counts)
        share: npt.NDArray[np.float64] = np.bincount(owners, weights=weights, minlength=len(self._totals)) / self._totals
        return share

    def _of(self, entry: int) -> Places:
        """The places of an entry's runs that are not taken, ascending."""
        first, end = np.searchsorted(self._owners, [entry, entry + 1])
        owned = self._owned[first:end]
        return self._places[owned[self._alive[owned]]]


def _ranges(starts: Places, counts: Places) -> Places:
    """start, start + 1, ... for each start, count of them."""
    total = int(counts.sum())
    before = np.repeat(np.cumsum(counts) - counts, counts)
    return np.arange(total) - before + np.repeat(starts, counts)
