"""MinHash of windows of 100 words by rensa: 128 permutations, a likeness of 0.3 and more."""

import driving
from rensa import RMinHash, RMinHashLSH

PERMUTATIONS, BANDS, ALIKE = 128, 64, 0.3


def index(texts: list[str]) -> tuple[driving.Find, int]:
    """An index of the works' windows; candidates are compared by their signatures."""
    table = RMinHashLSH(threshold=ALIKE, num_perm=PERMUTATIONS, num_bands=BANDS)
    known = [_signature(window) for text in texts for window in driving.windows(text)]
    for key, one in enumerate(known):
        table.insert(key, one)
    return lambda text: any(_is_known(_signature(one), table, known) for one in driving.windows(text)), len(
        known
    ) * PERMUTATIONS * 4


def _is_known(one: RMinHash, table: RMinHashLSH, known: list[RMinHash]) -> bool:
    return any(one.jaccard(known[key]) >= ALIKE for key in table.query(one))


def _signature(window: set[str]) -> RMinHash:
    made = RMinHash(num_perm=PERMUTATIONS, seed=1)
    made.update(list(window))
    return made


driving.drive(index)
