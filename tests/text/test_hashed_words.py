import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.text.hashed_words import HEAD, SHAPE, TAIL, hashes, rows, shapes, window

PARTS = ["Hello", "world", "it's", "12", "naïve", "“quoted”", "\n", "x" * 40, "東京", "C2: ", "©", "　"]
WORDS = st.lists(st.sampled_from(PARTS), max_size=40)


def told(text: str) -> list[str]:
    found, places = hashes(text.encode())
    assert len(found) == len(places)
    return [window(text.encode())[begin:end].decode(errors="replace") for begin, end in places]


def counted(*texts: str) -> list[dict[str, int]]:
    raw = [text.encode() for text in texts]
    ends = np.cumsum([len(one) for one in raw]).astype(np.int64)
    counts = shapes(np.frombuffer(b"".join(raw), np.uint8), np.concatenate([[0], ends[:-1]]).astype(np.int64), ends)
    return [dict(zip(SHAPE, row.tolist(), strict=True)) for row in counts]


def table(features: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    keys, numbers = np.zeros(1024, np.uint64), np.zeros(1024, np.int32)
    for number, feature in enumerate(features.tolist()):
        slot = feature & 1023
        while keys[slot]:
            slot = (slot + 1) & 1023
        keys[slot], numbers[slot] = feature, number
    return keys, numbers


def test_words_pairs_and_short_lines_are_features() -> None:
    assert told("Share this") == ["Share", "Share", "this", "Share this", "this", "Share this"]


def test_a_long_line_is_no_feature_as_a_whole() -> None:
    line = "one two three four five six seven"

    assert line not in told(line)
    assert line.removesuffix(" seven") in told(line.removesuffix(" seven"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hello WORLD", "hello world"),
        ("In 1999", "in 2024"),
        ("don't", "don’t"),
        ("a – b", "a b"),
        ("“quoted”", "quoted"),
        ("« ok »", "ok"),
        ("東京　大阪", "東京 大阪"),
        ("a\tb, c", "a b c"),
    ],
)
def test_what_differs_in_writing_only_is_one_feature(one: str, other: str) -> None:
    assert hashes(one.encode())[0].tolist() == hashes(other.encode())[0].tolist()


@pytest.mark.parametrize(("one", "other"), [("share", "shares"), ("a b", "b a"), ("a\nb", "a b"), ("Ä", "Ö"), ("10", "100")])
def test_what_differs_in_words_differs(one: str, other: str) -> None:
    assert hashes(one.encode())[0].tolist() != hashes(other.encode())[0].tolist()


@pytest.mark.parametrize("text", ["", "\n\n", " .,", "©", "\xa0", "'", "’", "“", "© ’\n–"])
def test_text_without_words_has_no_features(text: str) -> None:
    assert told(text) == []


def test_of_a_long_text_head_and_tail_are_read() -> None:
    text = "head " * 2000 + "middle " + "tail " * 2000

    assert len(window(text.encode())) == HEAD + TAIL
    assert {"head", "tail"} <= set(told(text))
    assert "middle" not in told(text)


@given(st.lists(WORDS.map(" ".join), min_size=1, max_size=5))
def test_known_features_are_those_of_each_text_alone(texts: list[str]) -> None:
    raw = [text.encode() for text in texts]
    ends = np.cumsum([len(one) for one in raw]).astype(np.int64)
    starts = np.concatenate([[0], ends[:-1]]).astype(np.int64)
    known = np.unique(hashes(raw[0])[0])[:400]
    keys, numbers = table(known)

    found, bounds = rows(np.frombuffer(b"".join(raw), np.uint8), starts, ends, keys, numbers)

    for place, one in enumerate(raw):
        wanted = np.flatnonzero(np.isin(known, hashes(one)[0]))
        assert sorted(found[bounds[place] : bounds[place + 1]].tolist()) == wanted.tolist()


@given(WORDS.map(" ".join))
def test_places_lie_in_the_text(text: str) -> None:
    _, places = hashes(text.encode())

    assert all(0 <= begin < end <= len(text.encode()) for begin, end in places.tolist())


def test_shape_is_counted() -> None:
    text = "Anna: I think (so) [[here]]; 12:30, “yes”!\n\n> my answer | it's you?\n- low\n=== Head ===\n  indented © don’t "
    text += "x" * 200

    (counts,) = counted(text)

    assert counts["bytes"] == len(text.encode())
    assert {name: value for name, value in counts.items() if name not in ("bytes", "letters", "blanks", "words")} == {
        "capitals": 3, "digits": 4, "lines": 5, "empty-lines": 1, "full-stops": 0, "commas": 1, "question-marks": 1,
        "exclamation-marks": 1, "colons": 2, "semicolons": 1, "quotation-marks": 2, "apostrophes": 2, "code-signs": 14, "bars": 1,
        "wiki-brackets": 2, "non-ascii": 4, "short-lines": 3, "ended-lines": 2, "lower-case-lines": 1, "list-lines": 1,
        "timestamps": 1, "speaker-turns": 1, "indented-lines": 1, "first-person": 2, "second-person": 1, "long-lines": 1,
        "copyright-signs": 1, "quoted-lines": 1, "headings": 1,
    }  # fmt: skip


@given(st.lists(WORDS.map(" ".join), min_size=2, max_size=4))
def test_shape_does_not_depend_on_other_texts(texts: list[str]) -> None:
    assert counted(*texts) == [counted(text)[0] for text in texts]
