"""What works come to where a reader leaves passages of some kinds out."""

from dataclasses import dataclass

KINDS = ("identical", "minor", "different", "quoted", "common", "free")
"""
Kinds of passages that can be left out: by how the detector classed the whole passage, those in quotation marks or with the work
named beside them, common text, and those of works that are free to copy. A passage that is of several counts where all count.
"""


@dataclass(frozen=True, slots=True)
class Choice:
    """The figures of a work, or of all works of a library, where some kinds of passages are counted."""

    counted: tuple[str, ...]
    "Of KINDS, those that count."
    left_out: tuple[str, ...]
    "Those that do not; a kind that is in neither makes no difference."
    findings: int
    documents: int
    "With a finding or a clue."
    matched_words: int
    share_of_work: float | None
    "Merged over the whole corpus; None: of many works."


@dataclass(frozen=True, slots=True)
class LibraryTotal:
    """All works of a library together."""

    library: str
    "The first digits of its digest."
    choices: tuple[Choice, ...]
    "The first counts all."
