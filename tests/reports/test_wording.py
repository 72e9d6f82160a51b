"""Numbers in words."""

import pytest

from audit.model import Evidence, Kind, Level, Outcome
from audit.reports import wording


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0%"),
        (1, "100%"),
        (0.5, "50.0%"),
        (0.1234, "12.3%"),
        (0.0004, "< 0.1%"),
        (0.99999, "> 99.9%"),
        (0.9994, "99.9%"),
        (0.07, "7.0%"),
    ],
)
def test_a_share_never_rounds_to_nothing_or_to_all(value: float, text: str) -> None:
    assert wording.share(value) == text


def test_a_share_has_the_digits_asked_for() -> None:
    assert wording.share(0.99958, 2) == "99.96%"


@pytest.mark.parametrize(
    ("number", "text"),
    [(0, "0 B"), (999, "999 B"), (1000, "1.0 kB"), (999_960, "1.0 MB"), (40_894_464, "40.9 MB"), (3e18, "3,000.0 PB")],
)
def test_bytes_have_a_decimal_unit(number: float, text: str) -> None:
    assert wording.size(number) == text


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [(58, "words", "58 words"), (0.25, "share", "25.0%"), (0.5, "", "0.5"), (1234.5678, "characters", "1,234.568 characters")],
)
def test_a_measure_has_its_unit(value: float, unit: str, text: str) -> None:
    assert wording.measure(value, unit) == text


@pytest.mark.parametrize(
    ("evidence", "text"),
    [
        (Evidence("marks", 1, "marks"), "Marks: 1"),
        (Evidence("longest-run-words", 31, "words"), "Longest run: 31 words"),
        (Evidence("longest-run", 120, "folded characters"), "Longest run: 120 folded characters"),
        (Evidence("similarity", 0.9, "share"), "Similarity: 90.0%"),
    ],
)
def test_a_measure_is_told_without_saying_its_unit_twice(evidence: Evidence, text: str) -> None:
    assert wording.told(evidence) == text


def test_names_become_words() -> None:
    assert [wording.words("share-of-work"), wording.words("source_kind"), wording.words("")] == [
        "Share of work",
        "Source kind",
        "",
    ]


def test_one_thing_is_not_many() -> None:
    assert [wording.plural(1, "file"), wording.plural(2000, "file"), wording.plural(2, "library", "libraries")] == [
        "1 file",
        "2,000 files",
        "2 libraries",
    ]


def test_every_kind_level_and_outcome_has_a_name() -> None:
    assert (set(wording.KINDS), set(wording.LEVELS), set(wording.OUTCOMES)) == (set(Kind), set(Level), set(Outcome))


def test_no_name_is_a_legal_conclusion() -> None:
    text = " ".join([*wording.KINDS.values(), *wording.OUTCOMES.values(), *wording.LEVELS.values()]).lower()

    assert not any(word in text for word in ("infring", "illegal", "stolen", "violat"))
