"""Parts of licences: what is cut off is told where it can be no other licence's."""

import random

import pytest

from audit.model import Span
from audit.references.licence_texts import LicenceTexts, TextMatch

KINDS = ("moss", "fern", "stone", "lichen", "heath", "bog", "reed", "otter", "heron", "sedge")


def words(seed: int, count: int) -> str:
    chance = random.Random(seed)
    return " ".join(f"{chance.choice(KINDS)}{chance.randrange(40)}" for _ in range(count))


SHARED = words(9, 120)
TEXTS = LicenceTexts(
    {
        "Moss-1.0": {"text": words(1, 300)},
        "Fern-1.0": {"text": f"{SHARED} {words(2, 100)}"},
        "Fern-2.0": {"text": f"{SHARED} {words(3, 100)}"},
        "MIT": {"text": f"{SHARED} {words(4, 100)}"},
    }
)


def found(text: str) -> list[TextMatch]:
    return TEXTS.search(text, [Span(0, len(text))])


@pytest.mark.parametrize(("first", "last"), [(0, 180), (120, 300), (60, 200)])
def test_a_part_is_found_wherever_it_is_cut_off(first: int, last: int) -> None:
    text = "So it begins. " + " ".join(words(1, 300).split()[first:last]) + " and there it ends."

    (match,) = found(text)

    assert (match.spdx, match.rivals, match.modified) == ("Moss-1.0", 0, True)
    assert abs(match.recall - (last - first) / 300) < 0.02
    assert abs(match.span.start - 14) < 8


def test_a_part_that_several_licences_have_is_the_common_ones_with_rivals() -> None:
    (match,) = found(SHARED)

    assert (match.spdx, match.rivals) == ("MIT", 2)


@pytest.mark.parametrize("count", [30, 70])
def test_a_small_part_is_none(count: int) -> None:
    assert found(" ".join(words(1, 300).split()[:count])) == []


def test_a_part_with_much_else_in_it_is_none() -> None:
    text = " ".join(f"{word} {'peat peat' if place % 8 == 0 else ''}" for place, word in enumerate(words(1, 300).split()[:180]))

    assert found(text) == []


def test_runs_here_and_there_are_no_part() -> None:
    own = words(1, 300).split()
    text = " ".join(" ".join(own[place : place + 4]) + " peat" * 3 for place in range(0, 200, 4))

    assert found(text) == []


def test_runs_in_another_order_are_no_part() -> None:
    own = words(1, 300).split()
    runs = [" ".join(own[place : place + 5]) for place in range(0, 200, 5)]

    assert found(" ".join(reversed(runs))) == []
