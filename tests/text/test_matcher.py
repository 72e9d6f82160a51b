"""One match for all patterns: the matches of `re`, with Hyperscan and without."""

import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.errors import ConfigurationError
from audit.text import cache, hyperscan_database, matcher
from audit.text.matcher import Matcher, Pattern, phrase

SEPARATOR = b"\n\x00\n"
PARTS = [
    "a",
    "b",
    "ab",
    "[ab]",
    "[^a]",
    ".",
    r"\s",
    r"\w",
    "x{1,3}",
    "(?:a|bb)",
    "a{0,2}b",
    r"\bab",
    r"b\b",
    "^a",
    "b$",
    "(?=b)a?b",
    "(?<!a)b",
    "é",
]
PATTERNS = st.lists(st.lists(st.sampled_from(PARTS), min_size=1, max_size=3).map("".join), min_size=1, max_size=5)
TEXTS = st.lists(st.text("abxAB \né-", max_size=24), min_size=1, max_size=5)


def _buffer(texts: list[str]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    raws = [text.encode() for text in texts]
    sizes = np.array([len(raw) for raw in raws], np.int64)
    ends = np.cumsum(sizes + len(SEPARATOR)) - len(SEPARATOR)
    return np.frombuffer(b"".join(raw + SEPARATOR for raw in raws), np.uint8), ends - sizes, ends


def _found(one: Matcher, texts: list[str]) -> list[tuple[int, str, int, int]]:
    return [(document, pattern.id, start, end) for document, pattern, start, end in one.match(*_buffer(texts))]


def _expected(patterns: list[Pattern], texts: list[str]) -> list[tuple[int, str, int, int]]:
    found = []
    for document, text in enumerate(texts):
        hits = [(m.start(), place, m.end()) for place, one in enumerate(patterns) for m in one.compiled.finditer(text.encode())]
        found += [(document, patterns[place].id, start, end) for start, place, end in sorted(hits)]
    return found


@settings(max_examples=60, deadline=None)
@given(PATTERNS, TEXTS, st.booleans())
def test_the_matches_are_those_of_re(regexes: list[str], texts: list[str], caseless: bool) -> None:
    patterns = []
    for number, regex in enumerate(regexes):
        if re.compile(regex.encode()).match(b"") is None and not regex.startswith(("a?", "(?=b)a?b$")):
            patterns.append(Pattern("d", str(number), regex, caseless))
    try:
        fast, slow = Matcher(patterns), Matcher(patterns, hyperscan=False)
    except ConfigurationError:
        return

    assert _found(fast, texts) == _found(slow, texts) == _expected(patterns, texts)


def test_a_pattern_does_not_reach_into_the_next_document() -> None:
    one = Matcher([Pattern("d", "x", "a[^z]{1,9}b")])

    assert _found(one, ["a", "b", "a b"]) == [(2, "x", 0, 3)]


def test_lines_begin_and_end_with_documents() -> None:
    one = Matcher([Pattern("d", "x", "^ab$")])

    assert _found(one, ["ab", "xab", "ab\nab", "abx"]) == [(0, "x", 0, 2), (2, "x", 0, 2), (2, "x", 3, 5)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("As an AI\n> language  model", 1),
        ("as AN ai LANGUAGE model.", 1),
        ("as an AI language modeller", 0),
        ("has an AI language model", 0),
        ("as an AI languagemodel", 0),
    ],
)
def test_a_phrase_is_found_as_whole_words_whatever_its_spaces(text: str, found: int) -> None:
    one = Matcher([phrase("d", "x", "as an AI language model")])

    assert len(_found(one, [text])) == found


def test_a_pattern_with_an_anchor_is_found_as_without() -> None:
    texts = ["as an AI, I", "as  an AI, I", "as an\nAI, I", "an AI, I", "was an AI, I as an AI,  my own as an AI, it"]
    regex = r"\bas\s{1,4}an\s{1,4}AI,\s{1,4}(?:I|my)\b"
    plain, anchored = Matcher([Pattern("d", "x", regex)]), Matcher([Pattern("d", "x", regex, anchor=r"an\s{1,4}AI,")])

    assert _found(anchored, texts) == _found(plain, texts) != []


def test_a_phrase_ignores_the_case_of_letters_beyond_ascii() -> None:
    one = Matcher([phrase("d", "x", "né à Évian"), phrase("d", "y", "(c) é", caseless=False)])

    assert _found(one, ["NÉ À ÉVIAN, né à évian", "(c) é (C) É"]) == [(0, "x", 0, 13), (0, "x", 15, 28), (1, "y", 0, 6)]


@pytest.mark.parametrize(
    ("regex", "message"),
    [
        ("a*", "empty text"),
        ("a.*b", "more than 4096"),
        ("a(", "not a regular expression"),
        (r"\Aab", "write ^ or"),
        (r"ab\Z", "write ^ or"),
        ("[é]x", "write (?:é)"),
        ("xé?", "write (?:é)"),
    ],
)
def test_refuses_patterns_and_says_how_to_mend_them(regex: str, message: str) -> None:
    with pytest.raises(ConfigurationError, match="d/x") as caught:
        Matcher([Pattern("d", "x", regex)])

    assert message in str(caught.value)


def test_an_escaped_bracket_opens_no_class() -> None:
    one = Matcher([Pattern("d", "x", r"\[é\]")])

    assert _found(one, ["[é]"]) == [(0, "x", 0, 4)]


def test_what_hyperscan_cannot_compile_is_matched_by_re(monkeypatch: pytest.MonkeyPatch) -> None:
    compile_all = hyperscan_database._compile

    def refuse(expressions: list[tuple[int, tuple[str, bool, bool]]]) -> object:
        if any("odd" in regex for _, (regex, _, _) in expressions):
            raise hyperscan_database.hyperscan.CompilerError("refused")
        return compile_all(expressions)

    monkeypatch.setattr(hyperscan_database, "_compile", refuse)
    patterns = [Pattern("d", "x", "odd"), Pattern("d", "y", "even")]

    assert _found(Matcher(patterns), ["odd even"]) == [(0, "x", 0, 3), (0, "y", 4, 8)]
    assert _found(Matcher(patterns[:1]), ["odd even"]) == [(0, "x", 0, 3)]


def test_without_hyperscan_the_matches_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matcher, "hyperscan_database", None)

    assert _found(Matcher([Pattern("d", "x", "ab")]), ["xab"]) == [(0, "x", 1, 3)]


def test_a_pattern_may_look_back_at_its_own_group() -> None:
    one = Matcher([Pattern("d", "x", r"(a|b)-\1")])

    assert _found(one, ["a-b a-a b-b"]) == [(0, "x", 4, 7), (0, "x", 8, 11)]


def test_no_patterns_and_no_documents_match_nothing() -> None:
    assert _found(Matcher([]), ["abc"]) == []
    assert _found(Matcher([Pattern("d", "x", "ab")]), []) == []


def test_a_database_that_took_long_is_kept_and_a_damaged_one_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "folder", lambda: tmp_path)
    monkeypatch.setattr(hyperscan_database, "WORTH_KEEPING_SECONDS", -1.0)
    patterns = [Pattern("d", "x", "ab")]
    Matcher(patterns)
    (kept,) = tmp_path.iterdir()

    assert _found(Matcher(patterns), ["xab"]) == [(0, "x", 1, 3)]

    kept.write_bytes(b"damaged")
    assert _found(Matcher(patterns), ["xab"]) == [(0, "x", 1, 3)]
    assert kept.stat().st_size > 100


def test_nothing_is_kept_where_nothing_can_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "folder", lambda: None)

    assert _found(Matcher([Pattern("d", "x", "ab")]), ["xab"]) == [(0, "x", 1, 3)]
