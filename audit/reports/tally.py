"""What a compared passage counts for, by every choice of the classes that a reader may leave out."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from audit.model import Evidence
from audit.report_model.tally import CLASSES, Counted, Tally


def tally(changes: Mapping[str, int], evidence: Sequence[Evidence]) -> Tally:
    """
    Words by class, and their part of the shares that a detector measured.

    `changes` are a Comparison's; nothing where nothing was compared. A share is that of the whole passage, from its first
    letter to its last, times the part of the passage's words on that side that are counted.
    """
    if not changes:
        return Tally()
    words = {name: changes.get(name, 0) for name in (*CLASSES, "omitted", "added")}
    shares = {row.measure: row.value for row in evidence if row.unit == "share"}
    return Tally(words, tuple(_counted(chosen, words, shares) for chosen in _choices(words)))


def _choices(words: Mapping[str, int]) -> Iterator[tuple[str, ...]]:
    """Every subset of the classes that there are, all of them first."""
    there = [name for name in CLASSES if words[name]]
    for kept in product((True, False), repeat=len(there)):
        yield tuple(name for name, keep in zip(there, kept, strict=True) if keep)


def _counted(chosen: tuple[str, ...], words: Mapping[str, int], shares: Mapping[str, float]) -> Counted:
    number = sum(words[name] for name in chosen)
    both = sum(words[name] for name in CLASSES)
    sides = ("share-of-document", both + words["added"]), ("share-of-work", both + words["omitted"])
    return Counted(
        chosen, number, *(shares[name] * (number / max(1, whole)) if name in shares else None for name, whole in sides)
    )
