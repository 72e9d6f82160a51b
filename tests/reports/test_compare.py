"""Two texts side by side: classes of change, cuts and rows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.reports.compare import compare, rows

CASES = [
    ("the same words", "the grey harbour", "the grey harbour", ["identical"]),
    ("other spacing is identical", "the  grey\nharbour", "the grey harbour", ["identical", "identical"]),
    ("another case is a minor change", "The grey", "the grey", ["minor", "identical"]),
    ("punctuation is a minor change", "the grey, harbour", "the grey harbour", ["identical", "minor", "identical"]),
    ("an accent is a minor change", "a cafe there", "a café there", ["identical", "minor", "identical"]),
    ("another spelling is a minor change", "the gray harbour", "the grey harbour", ["identical", "minor", "identical"]),
    ("another word is different", "along the pier slowly", "along the quay slowly", ["identical", "different", "identical"]),
    ("a word of the work only is omitted", "along quay", "along the quay", ["identical", "omitted", "identical"]),
    ("a word of the document only is added", "along the old quay", "along the quay", ["identical", "added", "identical"]),
    ("signs alone are compared as they are", "a — b", "a + b", ["identical", "different", "identical"]),
    ("text without spaces is compared by character", "渡し船は", "渡し舟は", ["identical", "different", "identical"]),
    ("Thai is compared by letter with its vowel signs", "น้ำขึ้นมา", "น้ำลงมา", ["identical", "different", "identical"]),
    ("rare Chinese characters stand alone too", "𠀀𠀁港", "𠀀𠀂港", ["identical", "different", "identical"]),
    ("Arabic is compared by word", "غادرت العبارة الميناء", "غادرت السفينة الميناء", ["identical", "different", "identical"]),
    ("nothing against something", "", "the quay", ["omitted"]),
]


@pytest.mark.parametrize(("left", "right", "changes"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_changes_are_classed(left: str, right: str, changes: list[str]) -> None:
    assert [segment.change for segment in compare(left, right, 300).left] == changes


def test_segments_part_at_the_end_of_a_sentence() -> None:
    assert [segment.text for segment in compare("One. Two.", "One. Two.", 300).left] == ["One. ", "Two."]


@pytest.mark.parametrize(
    "text", ["渡し船は出た。誰も手を振らなかった。", "هل عادت العبارة؟ نعم عادت", "नाव चली गई। कोई नहीं आया।"]
)
def test_sentences_of_other_scripts_end_too(text: str) -> None:
    assert len(compare(text, text, 300).left) > 1


words = st.text(alphabet="ab c.\n渡é\u0e33\u0301น", max_size=60)


@given(words, words)
def test_whole_texts_come_back_and_both_sides_are_level(left: str, right: str) -> None:
    both = compare(left, right, 300)

    assert len(both.left) == len(both.right)
    assert "".join(s.text for s in both.left) == (left if left.strip() else "")
    assert "".join(s.text for s in both.right) == (right if right.strip() else "")


@given(words, words, st.integers(0, 40))
def test_no_side_shows_more_than_allowed_and_the_rest_is_counted(left: str, right: str, most: int) -> None:
    both = compare(left, right, most)
    shown = ["".join(segment.text for segment in side) for side in (both.left, both.right)]

    assert max(map(len, shown)) <= most
    assert (len(shown[0]) + both.left_cut, len(shown[1]) + both.right_cut) == (len(left), len(right))


def test_one_endless_word_is_cut() -> None:
    both = compare("x" * 1000, "x" * 1000, 300)

    assert (len(both.left[0].text), both.left_cut) == (300, 700)


def test_a_row_ends_where_both_sides_end_a_sentence() -> None:
    both = compare("Nobody waved at all. Then fog.", "Nobody waved. Then fog.", 300)
    made = ["".join(s.text for s in left) for left, _ in rows(both.left, both.right)]

    assert made == ["Nobody waved at all. ", "Then fog."]


def test_a_sentence_that_one_side_lacks_has_a_row_of_its_own() -> None:
    both = compare("One here. Three there.", "One here. Second sentence now. Three there.", 300)
    made = [("".join(s.text for s in left), "".join(s.text for s in right)) for left, right in rows(both.left, both.right)]

    assert made[1] == ("", "Second sentence now. ")


@given(words, words)
def test_rows_hold_every_segment_once(left: str, right: str) -> None:
    both = compare(left, right, 300)

    assert [segment for row, _ in rows(both.left, both.right) for segment in row] == list(both.left)


def test_all_words_are_counted_by_change_though_few_are_shown() -> None:
    both = compare("one two tree four five extra", "one two three fore five six seven eight nine ten", 8)

    assert sum(both.changes.values()) >= 10
    assert both.changes["identical"] == 3
    assert both.changes["minor"] == 1
