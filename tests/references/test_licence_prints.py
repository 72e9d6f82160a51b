"""Prints of texts that are not shipped: which of them stand in a text."""

import random
from pathlib import Path

from audit.bundled import folder
from audit.model import Span
from audit.references.licence_prints import Prints, load, prints


def text(seed: int, words: int = 900) -> str:
    chance = random.Random(seed)
    return " ".join(chance.choice(["moss", "fern", "stone", "lichen", "heath", "bog", "reed"]) for _ in range(words))


def edited(said: str, share: float) -> str:
    chance = random.Random(7)
    return " ".join("otter" if chance.random() < share else word for word in said.split())


COMMON = text(3, 500)
OURS = Prints(
    {
        "LicenseRef-a": prints(text(1)),
        "LicenseRef-b": prints(text(2)),
        "LicenseRef-c": prints(f"{COMMON} {text(4, 300)}"),
        "LicenseRef-d": prints(f"{COMMON} {text(5, 300)}"),
        "LicenseRef-short": prints("too short for that"),
    }
)


def found(said: str) -> list[tuple[str, bool]]:
    return [(match.spdx, match.modified) for match in OURS.search(said, [Span(0, len(said))])]


def test_a_whole_text_is_found_at_its_place_whatever_its_case_and_marks() -> None:
    said = "An otter swam by. " + text(1).upper().replace(" ", ",\n * ")

    (match,) = OURS.search(said, [Span(0, len(said))])

    assert (match.spdx, match.share, match.modified) == ("LicenseRef-a", 1.0, False)
    assert match.span.start >= 18
    assert match.prints > 40


def test_an_edited_text_is_found_and_called_modified() -> None:
    assert found(edited(text(1), 0.05)) == [("LicenseRef-a", True)]


def test_of_two_that_share_much_the_one_that_is_there_is_found() -> None:
    assert found(f"{COMMON} {text(5, 300)}") == [("LicenseRef-d", False)]


def test_two_texts_are_two_matches_by_their_place() -> None:
    assert found(f"{text(2)} and so on it goes {text(1)}") == [("LicenseRef-b", False), ("LicenseRef-a", False)]


def test_less_than_half_of_a_text_is_not_found() -> None:
    said = text(1)

    assert found(said[: len(said) // 3]) == []
    assert found("") == []


def test_the_shipped_prints_are_many_for_each_licence_and_no_words() -> None:
    shipped = load(Path(folder("rules")) / "licence" / "prints.json.xz")

    assert shipped.search("the moss grew over all of it " * 40, [Span(0, 1000)]) == []
