"""MinHash of windows of 100 words by datasketch: 128 permutations, a likeness of 0.3 and more."""

import driving
from datasketch import MinHash, MinHashLSH

PERMUTATIONS, ALIKE = 128, 0.3


def index(texts: list[str]) -> tuple[driving.Find, int]:
    """An index of the works' windows; candidates are compared by their signatures."""
    table, known = MinHashLSH(threshold=ALIKE, num_perm=PERMUTATIONS), []
    for text in texts:
        for window in driving.windows(text):
            known.append(_signature(window))
            table.insert(len(known) - 1, known[-1])
    return lambda text: any(_is_known(_signature(one), table, known) for one in driving.windows(text)), len(
        known
    ) * PERMUTATIONS * 4


def _is_known(one: MinHash, table: MinHashLSH, known: list[MinHash]) -> bool:
    return any(one.jaccard(known[key]) >= ALIKE for key in table.query(one))


def _signature(window: set[str]) -> MinHash:
    made = MinHash(num_perm=PERMUTATIONS)
    made.update_batch([part.encode() for part in window])
    return made


driving.drive(index)
