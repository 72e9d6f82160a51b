"""What stands by itself and what only points, among passages of known works."""

from collections.abc import Sequence
from dataclasses import dataclass

from audit.model import Level
from audit.references.works import Library
from audit.text.chains import Chains
from audit.text.fingerprints import Flags
from audit.text.passages import Passage

LIKELY = 0.4
"Likeness of a flank from which on a chain of one short run is aligned."


@dataclass(frozen=True, slots=True)
class Levels:
    """
    From where on a passage is a finding or a clue; letters as `chains` counts them.

    Measured on 15,172 unrelated texts: what they share with a work in fewer words or letters than these is mostly
    quotation, scripture and set phrase.
    """

    finding_letters: int = 75
    "An equal run of so many letters is a finding."
    finding_words: int = 14
    "So is one of `least_letters` that has so many words."
    plain_letters: int = 66
    "So is one of so many letters that no other work holds and that stands in no quotation marks."
    least_letters: int = 40
    clue_letters: int = 33
    disguised_letters: int = 80
    "Equal letters of a passage that has no long run but stays alike."
    disguised_least_letters: int = 60
    "With so many it is a finding where `doubtful_words` are equal, else a clue."
    disguised_similarity: float = 0.5
    disguised_words: int = 6
    "A passage alike in fewer whole words has the shape of the work, as code has, and not its text."
    doubtful_words: int = 18
    "Words instead of `finding_words` where the run is quoted or in another work too."
    doubtful_letters: int = 120
    "Equal letters instead of `disguised_letters` and `disguised_least_letters` where the passage is."

    def likely(self, chains: Chains) -> Flags:
        """Chains that are worth an alignment."""
        return (chains.longest >= self.clue_letters) | (chains.counts >= 2) | (chains.flanks >= LIKELY)

    def first(self, passage: Passage) -> Level | None:
        """The most that a passage can be, by its letters; None where it is nothing."""
        alike = passage.similarity >= self.disguised_similarity and passage.equal >= self.disguised_least_letters
        if alike or passage.letters >= self.least_letters or self._is_much(passage):
            return Level.FINDING
        return Level.CLUE if passage.letters >= self.clue_letters else None

    def last(self, passage: Passage, words: int, run_words: int, *, shared: bool) -> Level:
        """What a passage is that has so many equal words, and in one run; `shared`: quoted, or in another work too."""
        if self._is_much(passage) or passage.letters >= self.finding_letters:
            return Level.FINDING
        long = run_words >= (self.doubtful_words if shared else self.finding_words)
        if (long and passage.letters >= self.least_letters) or self._is_alike(passage, words, shared=shared):
            return Level.FINDING
        return Level.FINDING if passage.letters >= self.plain_letters and not shared else Level.CLUE

    def _is_alike(self, passage: Passage, words: int, *, shared: bool) -> bool:
        """Whether a passage without a long run is a finding, since it stays alike."""
        if passage.similarity < self.disguised_similarity or words < self.disguised_words:
            return False
        if shared:
            return passage.equal >= self.doubtful_letters
        many = passage.equal >= self.disguised_least_letters and words >= self.doubtful_words
        return many or passage.equal >= self.disguised_letters

    def _is_much(self, passage: Passage) -> bool:
        """Whether so much is equal that it does not matter what else stands between, as where clauses changed places."""
        return passage.letters >= self.clue_letters and passage.equal >= 2 * self.disguised_letters


@dataclass(frozen=True, slots=True)
class Match:
    """A passage of one work in a document."""

    library: Library
    work: int
    passage: Passage
    level: Level

    @property
    def id(self) -> str:
        """The work's id."""
        return self.library.works[self.work].id


@dataclass(frozen=True, slots=True)
class Primary:
    """A stretch's best match, with the matches of other works on it, and what an allow-list says of it."""

    match: Match
    others: Sequence[Match]
    allowed: str = ""
    "Id of the passage, or of the work, on an allow-list; empty where it is on none."
