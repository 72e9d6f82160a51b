"""Foreign text in Markdown is that text and nothing else."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.reports.marked import LONGEST, escaped, marked
from audit.reports.visible import visible

CASES = [
    ("emphasis", "*a* _b_", r"\*a\* \_b\_"),
    ("HTML", "<img src=x>&lt;", "&lt;img src=x&gt;&amp;lt;"),
    ("a link", "[a](https://b.example)", r"\[a\](https\://b.example)"),
    ("an address", "see www.a.example", r"see www\.a.example"),
    ("a cell", "a|b", r"a\|b"),
    ("a name", "@mira", "&commat;mira"),
    ("a heading", "# a", r"\# a"),
    ("an item", "- a", r"\- a"),
    ("an item after blanks", "  + a", r"  \+ a"),
    ("a numbered item", "12. a", r"12\. a"),
    ("a rule under a title", "=== a", r"\=== a"),
    ("a template", "{{ 7*7 }}", r"\{\{ 7\*7 \}\}"),
    ("a hidden character", "a\x1b[1m\nb", r"a‹ESC›\[1m b"),
    ("plain words", "Terms, section 4: CC-BY-4.0 (2021)!", "Terms, section 4: CC-BY-4.0 (2021)!"),
]


@pytest.mark.parametrize(("text", "told"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_signs_are_disarmed(text: str, told: str) -> None:
    assert escaped(text) == told


@given(st.text(max_size=60))
def test_escaped_text_shows_just_that_text(text: str) -> None:
    made = escaped(text)

    assert unescape(re.sub(r"\\([\\`*_{}\[\]|~$#^:.+)=-])", r"\1", made)) == unescape(
        visible(text, lines=False).replace("&", "&amp;")
    )
    assert not re.search(r"(?<!\\)[`*_\[\]|]|[<>@\n]", re.sub(r"\\\\", "", made))
    assert not re.search(r"://|(?i:www)\.", made)


def test_a_long_text_is_cut() -> None:
    assert marked("a" * 1000) == "a" * LONGEST
