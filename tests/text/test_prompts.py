"""Prompts cut out of chats, and their sketches."""

from itertools import accumulate

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.text.prompts import HEAD, NONE, TAIL, cut, sketches


def _cut(text: str, first: int, last: int) -> str:
    raw = np.frombuffer(("é before " + text).encode(), np.uint8)
    begin = len("é before ".encode())
    out, bounds = cut(raw, np.array([begin]), np.array([first]), np.array([last]))
    assert bounds.tolist() == [0, len(out)]
    return out.tobytes().decode()


def _sketch(*texts: str) -> np.ndarray:
    raw = [text.encode() for text in texts]
    bounds = np.array([0, *accumulate(map(len, raw))])
    return sketches(np.frombuffer(b"".join(raw), np.uint8), bounds)


@given(st.text(max_size=60), st.data())
def test_a_short_prompt_is_kept_as_it_is(text: str, data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(text)))
    last = data.draw(st.integers(first, len(text)))

    assert _cut(text, first, last) == text[first:last]


@given(st.text(min_size=800, max_size=900, alphabet="aé漢🐟 "))
def test_of_a_long_prompt_head_and_tail_are_kept_in_whole_characters(text: str) -> None:
    kept = _cut(text, 0, len(text))
    if len(text.encode()) > HEAD + TAIL:
        head, tail = kept.split(" [...] ")

        assert text.startswith(head)
        assert text.endswith(tail)
        assert HEAD - 4 < len(head.encode()) <= HEAD
        assert TAIL - 4 < len(tail.encode()) <= TAIL


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tell me, in a FEW words, why.", "tell me in a few words why"),
        ("Chapter 12 of the blue book", "chapter 7 of the blue book"),
    ],
)
def test_case_signs_and_numbers_make_no_difference(one: str, other: str) -> None:
    assert np.array_equal(*_sketch(one, other))


def test_prompts_that_share_most_words_share_most_hashes() -> None:
    start = "sort the following items by weight and say why"
    one, other, else_ = _sketch(f"{start} apples", f"{start} pears", "how many ferries leave the north pier on sundays in may")

    assert len(set(one) & set(other) - {NONE}) >= 5
    assert set(one) & set(else_) <= {NONE}


def test_each_chinese_character_is_a_word() -> None:
    one, other = _sketch("请把下面的话翻译成英文", "请把下面的话翻译成德文")

    assert len(set(one) & set(other) - {NONE}) == 6


@given(st.lists(st.text(max_size=80), min_size=1, max_size=4))
def test_a_sketch_ascends_without_repeats_and_does_not_depend_on_neighbours(texts: list[str]) -> None:
    together = _sketch(*texts)

    for row, text in zip(together, texts, strict=True):
        kept = row[row != NONE].astype(np.int64)
        assert (np.diff(kept) > 0).all()
        assert np.array_equal(row, _sketch(text)[0])
