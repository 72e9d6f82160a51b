"""Hidden characters are shown by name and nothing else is touched."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.reports.visible import meaning, name, pieces, visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred", "‹ESC›[31mred"),
        ("\u202egpj.exe", "‹RLO›gpj.exe"),
        ("a\u2066b\u2069", "a‹LRI›b‹PDI›"),
        ("a\u2028b", "a‹LS›b"),
        ("\x9b1m", "‹CSI›1m"),
        ("soft\xadhyphen", "soft‹SHY›hyphen"),
        ("a\u200bb", "a‹ZWSP›b"),
        ("\x00", "‹NUL›"),
        ("\U000e0041", "‹U+E0041›"),
        ("\ud800", "‹U+D800›"),
        ("over\rwritten", "over‹CR›written"),
    ],
)
def test_a_hidden_character_is_shown_by_name(text: str, shown: str) -> None:
    assert visible(text) == shown


@pytest.mark.parametrize(
    "text", ["", "plain", "tab\tand\nline", "windows\r\nline", "שלום", "مرحبا\u200f", "می\u200cخواهم", "👩\u200d👧", "é", "港"]
)
def test_text_without_hidden_characters_stays(text: str) -> None:
    assert visible(text) == text


def test_lines_and_tabs_become_spaces_where_one_line_is_asked_for() -> None:
    assert visible("a\r\n\tb\nc", lines=False) == "a b c"


@given(st.text())
def test_nothing_that_steers_a_terminal_is_left(text: str) -> None:
    left = visible(text).replace("\n", "").replace("\t", "").replace("\r", "")

    assert not [c for c in left if unicodedata.category(c) in ("Cc", "Cs")]


@given(st.text())
def test_pieces_tell_the_same_as_the_whole(text: str) -> None:
    joined = "".join(plain + (f"‹{hidden}›" if hidden else "") for plain, hidden in pieces(text))

    assert joined == visible(text)


@pytest.mark.parametrize(
    ("character", "means"),
    [
        ("\x1b", "escape, U+001B"),
        ("\u202e", "right-to-left override, U+202E"),
        ("\x01", "control character, U+0001"),
        ("\x00", "null, U+0000"),
    ],
)
def test_a_name_has_a_meaning(character: str, means: str) -> None:
    assert meaning(name(character)) == means
