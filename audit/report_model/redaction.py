"""How much of the corpus's own words a report shows, and digests by which whoever holds a text can find it again."""

from dataclasses import dataclass
from enum import StrEnum


class Showing(StrEnum):
    """Full: passages as the run keeps them; excerpt: little of each; masked: shapes of words; none: places and digests."""

    FULL = "full"
    EXCERPT = "excerpt"
    MASKED = "masked"
    NONE = "none"

    @property
    def hides(self) -> bool:
        """Whether no text of the corpus can be read."""
        return self in (Showing.MASKED, Showing.NONE)


@dataclass(frozen=True, slots=True)
class Redaction:
    """What was done to every text of the corpus before any format saw it. Secrets and addresses are masked at each level."""

    level: Showing = Showing.EXCERPT
    salt: str = ""
    "Stands before the words of each digest, so that digests of two corpora cannot be compared by who has neither text."
    side: int | None = 300
    "Most characters shown a side of an exhibit; None: as many as there are."
    work: int | None = 3000
    "Most characters of one work, or of a record without a work, shown in the whole report; None: as many as there are."
    cut: int = 0
    "Findings of whose text a part is shown."
    left_out: int = 0
    "Findings with text of which none is shown."


@dataclass(frozen=True, slots=True)
class Digest:
    """SHA-256 of the salt, a space and a passage's first words in lower case with single spaces; told is how many words."""

    words: int
    sha256: str
