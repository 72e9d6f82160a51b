"""Plain words are for readers who are not of the trade."""

import pytest

from audit.judge import reading

EASY = "The record is from a site. Its terms bar the use of its text. A person has to look at it."
HARD = "Notwithstanding contractual determinations, reservations predominantly necessitate individualised investigation."


def test_short_words_in_short_sentences_read_well() -> None:
    assert list(reading.complaints(EASY)) == []


def test_long_words_are_told_with_their_figure() -> None:
    (complaint,) = reading.complaints(HARD)

    assert complaint.startswith("its plain words have a LIX of ")


def test_a_long_sentence_is_told_by_its_beginning() -> None:
    (complaint,) = reading.complaints("It is so " + "and it is so " * 8 + ".")

    assert complaint == "a sentence has 35 words; 30 is the most: 'It is so and it ...'"


LIX = [
    ("nothing", "", 0.0),
    ("one short word", "Go.", 1.0),
    ("one long word", "Copyright.", 101.0),
    ("six letters are not long", "Record.", 1.0),
    ("two sentences of two words", "It is. It was.", 2.0),
    ("a number with a point is one word", "See 4.3 of it.", 4.0),
    ("a colon ends a sentence", "One thing: it fires.", 2.0),
]


@pytest.mark.parametrize(("text", "lix"), [case[1:] for case in LIX], ids=[case[0] for case in LIX])
def test_lix_is_words_a_sentence_and_long_words_in_a_hundred(text: str, lix: float) -> None:
    assert reading.lix(text) == lix
