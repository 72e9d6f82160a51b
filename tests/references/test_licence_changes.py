"""What was changed in a licence, told in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.references.licence_changes import LONGEST, changes

WORDS = st.lists(st.sampled_from("moss fern stone lichen may not be sold".split()), max_size=30)


@pytest.mark.parametrize(
    ("licence", "place", "added", "removed", "told"),
    [
        ("lend it without fee to all", "lend it for a fee to all", 2, 1, "-[without] +[for a]"),
        ("lend it to all", "lend it to all but not abroad", 3, 0, "+[but not abroad]"),
        ("lend it to all", "lend it", 0, 2, "-[to all]"),
        ("lend it", "lend it", 0, 0, ""),
        ("a b", " ".join(["a", *map(str, range(20)), "b"]), 20, 0, "+[0 1 2 3 4 5 … 14 15 16 17 18 19]"),
    ],
)
def test_words_put_in_and_left_out_are_told(licence: str, place: str, added: int, removed: int, told: str) -> None:
    found = changes(licence.split(), place.split())

    assert (found.added, found.removed, found.told) == (added, removed, told)


def test_what_has_no_room_is_an_ellipsis() -> None:
    licence = " ".join(f"stone{number} kept" for number in range(200)).split()
    place = " ".join(f"moss{number} kept" for number in range(200)).split()

    told = changes(licence, place).told

    assert told.endswith(" …")
    assert len(told) <= LONGEST


@given(WORDS, WORDS)
def test_a_licence_and_its_changes_are_the_place(licence: list[str], place: list[str]) -> None:
    found = changes(licence, place)

    assert len(licence) - found.removed + found.added == len(place)
    assert (found.told == "") == (licence == place)
