"""Shapes of words, and names cut after a few words, in whatever script."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.reports.shape import FEW, LONGEST, NOT_SHOWN, shape, short, words

SHAPES = [
    ("plain words", "The grey harbour", "T•• g••• h••••••"),
    ("short words say nothing", "a an to", "• •• ••"),
    ("punctuation stays", "“Don't go,” he said.", "“D••'• ••,” •• s•••."),
    ("numbers say nothing", "in 1998 and 7", "•• •••• a•• •"),
    ("scripts without capitals say nothing", "渡し船は ذهبوا", "•••• •••••"),
    ("spaces stay", "two\n  lines ", "t••\n  l•••• "),
]
CUT = [
    ("few words stay", "One, two; three four five six seven!", "One, two; three four five six seven!"),
    ("more are cut", "one two three four five six seven eight", f"one two three four five six seven {NOT_SHOWN}"),
    ("of an address the host stays", "https://a.example/1/2/3/4/5/6/7/8?q", f"https://a.example/1/2/3/4/5/6/7/{NOT_SHOWN}"),
    ("joined words are words", "a-b.c+d%20e f/g,h", f"a-b.c+d%20e f/g,{NOT_SHOWN}"),
    ("underscores join no words", "a_b_c_d_e_f_g_h", f"a_b_c_d_e_f_g_{NOT_SHOWN}"),
    ("signs of Chinese are words", "渡船在黎明前离开了港口", f"渡船在黎明前离{NOT_SHOWN}"),
    ("signs of Thai are words", "เรือออกจากท่าก่อนรุ่งสาง", f"เรือออก{NOT_SHOWN}"),
    ("a long word is cut", "two " + "x" * 200, f"two {NOT_SHOWN}"),
    ("much between words is cut", "a" + " " * 200 + "b", "a" + " " * (LONGEST - 1) + NOT_SHOWN),
    ("nothing stays nothing", "", ""),
]


@pytest.mark.parametrize(("text", "shown"), [case[1:] for case in SHAPES], ids=[case[0] for case in SHAPES])
def test_a_shape_keeps_first_letters_and_lengths(text: str, shown: str) -> None:
    assert shape(text) == shown


@given(st.text())
def test_a_shape_is_as_long_and_shows_no_two_letters_of_a_word(text: str) -> None:
    made = shape(text)

    assert len(made) == len(text)
    assert not re.search(r"[^\W\d_]{2}", made)


@pytest.mark.parametrize(("text", "shown"), [case[1:] for case in CUT], ids=[case[0] for case in CUT])
def test_a_name_is_cut_after_a_few_words(text: str, shown: str) -> None:
    assert short(text) == shown


@given(st.text(), st.sampled_from(["", "https://a.example/"]))
def test_no_more_than_a_few_words_are_left_and_none_is_added(text: str, host: str) -> None:
    left = short(host + text).removeprefix(host).removesuffix(NOT_SHOWN)

    assert len(list(words(left))) <= FEW
    assert (host + text).startswith(host + left)
    assert len(left) <= LONGEST or not list(words(left))
