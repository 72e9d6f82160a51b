"""A compared passage in words by class, and what each choice of classes counts."""

from collections.abc import Mapping
from dataclasses import dataclass, field

CLASSES = ("identical", "minor", "different")
"Classes of words that a reader may count or leave out. Words that one side alone has are told beside them and never counted."


@dataclass(frozen=True, slots=True)
class Counted:
    """What is counted where only some classes are."""

    classes: tuple[str, ...]
    "Those that are counted, in the order of CLASSES; of those only that the passage has."
    words: int
    share_of_document: float | None
    "Those words' part of the passage's share; None: the detector gave no such share."
    share_of_work: float | None


@dataclass(frozen=True, slots=True)
class Tally:
    """Words of a passage by class, of what the run keeps of it."""

    words: Mapping[str, int] = field(default_factory=dict)
    "By class of CLASSES, and omitted (in the work only) and added (in the corpus only); each is there, if 0."
    counted: tuple[Counted, ...] = ()
    "Every choice among the classes that the passage has; the first counts all of them, the last none."
