"""
What the name of a host says of it where no register knows the site: forums.example.org, example-herald.com, k12.or.us.

A name is a weaker witness than an entry: it tells a kind of source, never a publisher. A word that was right in fewer than 97 of
100 hosts looked at, or whose hosts nobody looked at, gives a clue only.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from audit.errors import PackError
from audit.model import Level
from audit.references.sites import registered_domain

LEAST_PRECISION = 0.97
"Share of right answers from which on a name is evidence by itself."
_PLACES = ("label", "ending", "suffix")
_COLUMNS = frozenset("place word platform source_kind level right of note source date".split())
_COUNTRY = 2
"Letters of a country's or a state's label, for which a star stands."


@dataclass(frozen=True, slots=True)
class HostPattern:
    """A word of host names and what it says."""

    place: str
    "label: a label before the registered domain; ending: how that domain's own label ends; suffix: the end of the public suffix."
    word: str
    "In a suffix, a star stands for a label of two letters."
    platform: str
    source_kind: str
    level: Level
    right: int
    "Of the hosts looked at, those of this kind."
    of: int
    "Hosts looked at; 0: none."
    note: str
    source: str
    date: str
    "YYYY-MM-DD."

    @property
    def likely(self) -> float:
        """How likely it is right, from 0 to 1, by Laplace's rule: a half where no host was looked at, never 1."""
        return (self.right + 1) / (self.of + 2)


class HostPatterns:
    """The words of a list file."""

    def __init__(self, patterns: Mapping[tuple[str, str], HostPattern]) -> None:
        self._patterns = patterns
        self._endings = tuple(pattern for (place, _), pattern in patterns.items() if place == "ending")

    def __iter__(self) -> Iterator[HostPattern]:
        """The words in the order of the list."""
        return iter(self._patterns.values())

    def find(self, host: str) -> HostPattern | None:
        """What a host in lower case says by its labels, else by its domain's ending, else by its suffix."""
        domain = registered_domain(host)
        if domain is None:
            return None
        own, _, suffix = domain.partition(".")
        for label in host[: -len(domain)].split("."):
            if (pattern := self._patterns.get(("label", label))) is not None:
                return pattern
        return next(filter(lambda pattern: own.endswith(pattern.word), self._endings), None) or self._by_suffix(suffix)

    def _by_suffix(self, suffix: str) -> HostPattern | None:
        found = (self._patterns.get(("suffix", end)) for end in _ends(suffix))
        return next(filter(None, found), None)


def load(path: Path) -> HostPatterns:
    """
    Read a list of words of host names: CSV with the columns of HostPattern.

    Raises PackError where a column or a value is missing, a word comes twice, a place or level is unknown, or a finding is not
    borne out by the hosts looked at.
    """
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if set(reader.fieldnames or ()) != _COLUMNS:
            raise PackError(f"{path.name}: the columns must be {', '.join(sorted(_COLUMNS))}")
        patterns: dict[tuple[str, str], HostPattern] = {}
        for row in reader:
            where = f"{path.name}, line {reader.line_num}"
            pattern = _pattern(row, where)
            if patterns.setdefault((pattern.place, pattern.word), pattern) is not pattern:
                raise PackError(f"{where}: the {pattern.place} {pattern.word} is listed twice; leave one of the two rows")
    return HostPatterns(patterns)


def _pattern(row: dict[str, str], where: str) -> HostPattern:
    if None in row or None in row.values() or not row["word"] or row["place"] not in _PLACES or row["level"] not in [*Level]:
        raise PackError(
            f"{where}: a row needs a value for each column, a place of {', '.join(_PLACES)}, and a level, finding or clue"
        )
    if not (row["right"].isdigit() and row["of"].isdigit() and int(row["right"]) <= int(row["of"])):
        raise PackError(f"{where}: right and of must be counts, of those looked at how many were right")
    counts = {"right": int(row["right"]), "of": int(row["of"])}
    pattern = HostPattern(**{**row, **counts, "level": Level(row["level"])})  # type: ignore[arg-type]
    if pattern.level is Level.FINDING and not (pattern.of and pattern.right / pattern.of >= LEAST_PRECISION):
        raise PackError(f"{where}: {pattern.word} was right too seldom for a finding; make it a clue")
    return pattern


def _ends(suffix: str) -> Iterator[str]:
    """A public suffix and its ends, longest first; then each with a star for a label of two letters that is not its first."""
    labels = suffix.split(".")
    ends = [labels[first:] for first in range(len(labels))]
    yield from map(".".join, ends)
    for first, *rest in ends:
        for place, label in enumerate(rest):
            if len(label) == _COUNTRY:
                yield ".".join((first, *rest[:place], "*", *rest[place + 1 :]))
