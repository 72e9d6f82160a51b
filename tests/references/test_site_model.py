from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest

from audit.errors import PackError
from audit.references import site_model
from audit.references.site_model import Answers, SiteModel
from tests.references.made_site_model import CLASSES, NEWS, RATIOS, TALK, VOTES, model, weights

FILLER = " ".join(f"plain{chr(97 + n)}" for n in range(26)) + " " + " ".join(f"more{chr(97 + n)}" for n in range(26))


def answers(made: SiteModel, *texts: str, votes: np.ndarray | None = None) -> Answers:
    raw = [text.encode() for text in texts]
    ends = np.cumsum([len(one) for one in raw]).astype(np.int64)
    said = np.zeros((len(texts), len(VOTES)), np.float32) if votes is None else votes
    return made.answers(np.frombuffer(b"".join(raw), np.uint8), np.concatenate([[0], ends[:-1]]).astype(np.int64), ends, said)


def best(made: SiteModel, text: str) -> str:
    return CLASSES[int(answers(made, text).chances[0].argmax())]


@pytest.mark.parametrize(("word", "name"), [(NEWS, "news"), (TALK, "transcript"), ("", "none")])
def test_words_speak_for_their_class(word: str, name: str) -> None:
    assert best(model(), f"{FILLER} {word}") == name


def test_chances_add_up_to_one() -> None:
    assert answers(model(), FILLER, f"{FILLER} {NEWS}").chances.sum(axis=1) == pytest.approx([1, 1])


@pytest.mark.parametrize("text", ["", NEWS, "я" * 90 + FILLER, f"{NEWS} " * 39], ids=["empty", "word", "foreign", "short"])
def test_it_abstains(text: str) -> None:
    assert np.isnan(answers(model(), text).chances).all()


def test_a_text_is_held_for_the_same_whatever_stands_beside_it() -> None:
    texts = [FILLER, f"{FILLER} {NEWS}", "", f"{FILLER} {TALK} {NEWS}"]

    together = answers(model(), *texts).chances

    assert np.array_equal(together, np.concatenate([answers(model(), text).chances for text in texts]), equal_nan=True)


def test_markers_and_shape_speak_too() -> None:
    marks = np.zeros((12, 3), np.float32)
    marks[4, 2] = 9  # transcript, first step
    shape, steps = np.zeros((RATIOS, 3), np.float32), np.full((RATIOS, 1), 1e9, np.float32)
    shape[2, 1], steps[2] = 9, 0.01  # question marks a word

    by_marks = answers(model(marks=marks), FILLER, votes=np.array([[0, 0.5, 0]], np.float32)).chances
    by_shape = answers(model(shape=shape, steps=steps), FILLER + "??").chances

    assert [CLASSES[int(row.argmax())] for row in (by_marks[0], by_shape[0])] == ["transcript", "news"]


def test_lines_that_end_like_sentences_look_extracted() -> None:
    sentences, menu = "This is a sentence of a text.\n" * 9, "Home\nNews\nSport\nContact us\n" * 9

    assert answers(model(), sentences, menu).extracted.tolist() == [True, False]


def test_the_loudest_words_are_told_as_the_text_has_them() -> None:
    assert model().telling(f"{FILLER} Harbour {FILLER}".encode(), "news", 1) == (NEWS,)
    assert model().telling(b"nothing known", "news") == ()


def test_a_file_gives_the_model_back(tmp_path: Path) -> None:
    content = site_model.packed(weights())
    path = tmp_path / "model.npz"
    path.write_bytes(content)

    made = site_model.load(path, sha256(content).hexdigest())

    assert best(made, f"{FILLER} {NEWS}") == "news"
    assert made.weights.measured == weights().measured
    assert site_model.packed(made.weights) == content == site_model.packed(weights())


@pytest.mark.parametrize(
    ("content", "told"),
    [(None, "cannot be read"), (b"altered", "by its digest"), (b"", "by its digest")],
)
def test_a_file_that_is_missing_or_altered_is_told(tmp_path: Path, content: bytes | None, told: str) -> None:
    path = tmp_path / "model.npz"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(PackError, match=told):
        site_model.load(path, sha256(b"model").hexdigest())


def test_a_file_that_is_no_model_is_told(tmp_path: Path) -> None:
    path = tmp_path / "model.npz"
    path.write_bytes(b"PK no archive")

    with pytest.raises(PackError, match="holds no learned model"):
        site_model.load(path, sha256(b"PK no archive").hexdigest())


def test_a_table_holds_hashes_that_fall_together() -> None:
    keys, numbers = site_model.table(np.array([1, 17, 33, 2], np.uint64))

    assert sorted(zip(keys[keys > 0].tolist(), numbers[keys > 0].tolist(), strict=True)) == [(1, 0), (2, 3), (17, 1), (33, 2)]
