"""
Markers: what text keeps of the platform it was taken from, as a pack lists them, and how they add up.

A marker's weight is a power of ten: 2 says that it is wrong about once in a hundred documents that bear it. Weights of distinct
markers of one platform add up; the same marker met again adds nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from audit.errors import PackError

FINDING = 1.3
"Weight from which evidence stands by itself: one strong marker, or two weak ones."
CLUE = 1.0
"Weight from which evidence points."
HEAD = 1500
"Bytes of a document's head, and of its tail, for markers that count only there."

_DEFAULTS: dict[str, Any] = {
    "weight": 0.7,
    "zone": "any",
    "least": 1,
    "most": 0,
    "case": False,
    "anchor": "",
    "publisher": "",
    "languages": [],
    "counter_examples": [],
}
_NEEDED = ("id", "platform", "regex", "examples")
_ZONES = ("any", "start", "head", "tail")


@dataclass(frozen=True, slots=True)
class Marker:
    """A bounded regular expression and what it says of the text that bears it."""

    id: str
    platform: str
    "Or, for a rights mark, what it says: paywall, agency-credit ..."
    regex: str
    examples: tuple[str, ...]
    "Texts in which it must be found; the tests try each."
    counter_examples: tuple[str, ...]
    "Texts in which it must not."
    weight: float
    zone: str
    "Where it counts: any, start (the first line), head, tail."
    least: int
    "How many different texts it must have matched."
    most: int
    "How many matches it may have; 0: any number."
    case: bool
    "True where upper and lower case differ."
    anchor: str
    "An expression that each of its matches holds, and that is found faster; empty: none."
    publisher: str
    "Whom it names; empty: nobody."
    languages: tuple[str, ...]
    "Languages that it is written in; empty: any."


@dataclass(frozen=True, slots=True)
class Match:
    """A marker at a place: bytes [start, end) of a document, and the text there."""

    marker: Marker
    start: int
    end: int
    text: bytes


@dataclass(frozen=True, slots=True)
class Vote:
    """What the markers of one platform say together."""

    platform: str
    weight: float
    matches: tuple[Match, ...]
    "The first match of each marker, heaviest first."

    @property
    def score(self) -> float:
        """0 to 1: one less the share of errors that the weight stands for."""
        return float(1 - 10**-self.weight)

    @property
    def publisher(self) -> str | None:
        """Whom the heaviest marker that names anybody names."""
        return next((match.marker.publisher for match in self.matches if match.marker.publisher), None)


def markers(table: Sequence[Mapping[str, Any]], where: str) -> tuple[Marker, ...]:
    """Markers of a pack's list. Raises PackError, naming the marker, where a key is unknown or missing."""
    made = tuple(_marker(row, where) for row in table)
    ids = [marker.id for marker in made]
    if twice := sorted({id for id in ids if ids.count(id) > 1}):
        raise PackError(f"{where}: the marker '{twice[0]}' is there twice; give one of the two another id")
    return made


def votes(matches: Iterable[Match], length: int, discount: float = 1.0) -> list[Vote]:
    """What markers that matched in a document of `length` bytes say, heaviest first; weights are multiplied by `discount`."""
    by_marker: dict[Marker, list[Match]] = defaultdict(list)
    for match in matches:
        by_marker[match.marker].append(match)
    firsts: dict[str, list[Match]] = defaultdict(list)
    for marker, found in by_marker.items():
        placed = [match for match in found if _in_zone(match, length)]
        if len({match.text.strip().lower() for match in placed}) >= marker.least and (
            not marker.most or len(found) <= marker.most
        ):
            firsts[marker.platform].append(placed[0])
    said = [_vote(platform, found, discount) for platform, found in firsts.items()]
    return sorted(said, key=lambda vote: (-vote.weight, vote.platform))


def _marker(row: Mapping[str, Any], where: str) -> Marker:
    name = row.get("id", "without id")
    if missing := [key for key in _NEEDED if key not in row]:
        raise PackError(f"{where}: the marker '{name}' needs {missing[0]}")
    if unknown := sorted(set(row) - set(_DEFAULTS) - set(_NEEDED)):
        raise PackError(
            f"{where}: the marker '{name}' has the unknown key '{unknown[0]}'; known: {', '.join((*_NEEDED, *_DEFAULTS))}"
        )
    full = {**_DEFAULTS, **row}
    if full["zone"] not in _ZONES:
        raise PackError(f"{where}: the marker '{name}' has the zone '{full['zone']}'; known: {', '.join(_ZONES)}")
    lists = {key: tuple(full[key]) for key in ("examples", "counter_examples", "languages")}
    return Marker(**{**full, **lists})


def _in_zone(match: Match, length: int) -> bool:
    zone = match.marker.zone
    if zone == "start":
        return match.start == 0
    if zone == "head":
        return match.start < HEAD
    return zone == "any" or match.end > length - HEAD


def _vote(platform: str, found: Sequence[Match], discount: float) -> Vote:
    heaviest = sorted(found, key=lambda match: (-match.marker.weight, match.start, match.marker.id))
    return Vote(platform, discount * sum(match.marker.weight for match in found), tuple(heaviest))
