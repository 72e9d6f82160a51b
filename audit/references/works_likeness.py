"""Works of one library that are the same, or nearly: each passage of one is found in the other too, so a user should know."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from itertools import combinations

import numpy as np

from audit.references.works_making import Made
from audit.text.hashes import SIZE

NEAR = 0.5
"Share of sketched hashes that near-duplicates have in common."
_MOST_NAMED = 5
_MOST_HOLDERS = 50
"Hashes that more works hold are boilerplate, and say nothing of two of them."


class Likeness:
    """Remembers a little of each work, and says which are alike."""

    def __init__(self) -> None:
        self._same: dict[str, list[str]] = defaultdict(list)
        self._sketches: dict[str, np.ndarray[tuple[int], np.dtype[np.uint64]]] = {}
        self._short: list[str] = []

    def add(self, made: Made) -> None:
        """Take note of a work."""
        name = str(made.facts["id"])
        if int(made.facts["letters"]) < SIZE:
            self._short.append(name)
            return
        self._same[made.identity].append(name)
        if len(made.sketch):
            self._sketches[name] = made.sketch

    def tell(self, tell: Callable[[str], None]) -> None:
        """Say what a user should know of the works, in an order that does not depend on theirs."""
        same = sorted(sorted(names) for names in self._same.values() if len(names) > 1)
        for text, rows in (("have the same text", same), ("are nearly the same", self.near())):
            for names in rows[:_MOST_NAMED]:
                tell(f"works that {text}: {', '.join(names[:_MOST_NAMED])}" + _more(len(names)))
            if len(rows) > _MOST_NAMED:
                tell(f"and {len(rows) - _MOST_NAMED:,} more groups of works that {text}")
        if self._short:
            names = sorted(self._short)
            few = f"{len(names):,} works have fewer than {SIZE} letters and cannot be found"
            tell(f"{few}: {', '.join(names[:_MOST_NAMED])}{_more(len(names))}")

    def near(self) -> Sequence[Sequence[str]]:
        """Pairs of works that are nearly the same, by name; of works that are the same only the first is compared."""
        first = {min(names) for names in self._same.values()}
        holders: dict[int, list[str]] = defaultdict(list)
        for name in sorted(first & self._sketches.keys()):
            for hashed in self._sketches[name].tolist():
                holders[hashed].append(name)
        shared: Counter[tuple[str, str]] = Counter()
        for names in holders.values():
            if 1 < len(names) <= _MOST_HOLDERS:
                shared.update(combinations(names, 2))
        smallest = {name: len(sketch) for name, sketch in self._sketches.items()}
        return sorted(pair for pair, count in shared.items() if count >= NEAR * min(smallest[name] for name in pair))


def _more(count: int) -> str:
    return f" and {count - _MOST_NAMED:,} more" if count > _MOST_NAMED else ""
