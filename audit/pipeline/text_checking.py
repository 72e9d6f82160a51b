"""Whether a text holds the passages of a report's exhibits, by their digests: the report need not show a word of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from audit import strict
from audit.errors import UsageError
from audit.reports.redaction import digested, spoken

MEND = "name a report that `corpus-audit report -o json=FILE` wrote"


@dataclass(frozen=True, slots=True)
class Held:
    """An exhibit whose passage begins with words that stand in a text."""

    exhibit: int
    document: str
    side: str
    "corpus, or reference: what it was compared with."
    words: int
    "That agree, in the same order."
    first: int
    "Of the text's words, the first of them, from 1."


@dataclass(frozen=True, slots=True)
class Checked:
    """What a text holds of a report."""

    digests: int
    "Of the report; an exhibit has one, two or none."
    held: tuple[Held, ...]


def check(text: Path, report: Path) -> Checked:
    """Look for a report's digests in a text. UsageError where a file cannot be read or the report has none."""
    salt, exhibits = _exhibits(report)
    told = {(side["words"], side["sha256"]) for exhibit in exhibits for side in _sides(exhibit).values()}
    places = _places(spoken(strict.text(text)), salt, told)
    held = [
        Held(exhibit["number"], exhibit["document"], name, side["words"], places[side["words"], side["sha256"]])
        for exhibit in exhibits
        for name, side in _sides(exhibit).items()
        if (side["words"], side["sha256"]) in places
    ]
    return Checked(sum(len(_sides(exhibit)) for exhibit in exhibits), tuple(held))


def lines(found: Checked, text: Path) -> Iterator[str]:
    """What was found, for a person."""
    for row in found.held:
        side = "" if row.side == "corpus" else ", the reference's side"
        yield f"exhibit {row.exhibit}, {row.document}{side}: its first {row.words} words stand in {text}, from word {row.first}"
    yield f"{len(found.held)} of {found.digests} digests were found in {text}"


def _exhibits(report: Path) -> tuple[str, list[Mapping[str, Any]]]:
    told = strict.json_object(strict.text(report), str(report))
    try:
        return told["report"]["redaction"]["salt"], told["report"]["exhibits"]
    except (KeyError, TypeError):
        raise UsageError(f"{report} has no exhibits with digests; {MEND}") from None


def _sides(exhibit: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    sides = {"corpus": exhibit.get("digest"), "reference": exhibit.get("reference_digest")}
    return {name: side for name, side in sides.items() if side}


def _places(words: list[str], salt: str, told: set[tuple[int, str]]) -> dict[tuple[int, str], int]:
    """Of each digest that is found, the first place."""
    found: dict[tuple[int, str], int] = {}
    for count in sorted({count for count, _ in told}):
        for first in range(len(words) - count + 1):
            key = count, digested(words[first : first + count], salt)
            if key in told:
                found.setdefault(key, first + 1)
    return found
