from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest

from audit.errors import PackError
from audit.references import style_model
from audit.references.style_model import MOST_KNOWN, StyleModel
from tests.references.made_style_model import FILLERS, model, text, weights


def scores(made: StyleModel, *texts: str) -> tuple[list[float], list[int]]:
    raw = [one.encode() for one in texts]
    ends = np.cumsum([len(one) for one in raw]).astype(np.int64)
    starts = np.concatenate([[0], ends[:-1]]).astype(np.int64)
    words = np.array([len(one.split()) for one in texts], np.int64)
    found, bands = made.scores(np.frombuffer(b"".join(raw), np.uint8), starts, ends, words)
    return found.tolist(), bands.tolist()


def test_words_of_models_raise_a_score_and_words_of_people_lower_it() -> None:
    (plain, warm, cold), _ = scores(model(), text(60), text(60, "tapestry"), text(60, "nope"))

    assert cold < plain == -1 < warm


@pytest.mark.parametrize(("words", "band"), [(49, -1), (50, 0), (99, 0), (100, 1), (199, 1), (200, 2), (900, 2)])
def test_a_text_is_of_the_band_of_its_length(words: int, band: int) -> None:
    (score,), bands = scores(model(), text(words))

    assert bands == [band]
    assert np.isnan(score) == (band < 0)


def test_what_is_unlike_the_training_has_no_score() -> None:
    (score,), bands = scores(model(), " ".join(f"other{chr(97 + place % 26)}{place // 26 * 'x'}" for place in range(120)))

    assert bands == [1]
    assert np.isnan(score)


def test_a_long_text_shouts_no_louder_than_the_longest_that_was_learnt_from() -> None:
    many = FILLERS[:MOST_KNOWN]
    loud = model(words=np.ones(len(weights().hashes), np.float32))

    (at_most, beyond), _ = scores(loud, " ".join(many), " ".join(FILLERS))

    assert at_most == pytest.approx(np.sqrt(MOST_KNOWN) - 1) == pytest.approx(beyond)


def test_a_text_scores_the_same_whatever_stands_beside_it() -> None:
    texts = [text(60, "tapestry"), text(10), text(120, "nope", "vibrant")]

    assert np.array_equal(scores(model(), *texts)[0], [scores(model(), one)[0][0] for one in texts], equal_nan=True)


def test_the_loudest_words_of_the_text_are_told() -> None:
    assert model().telling(text(60, "Nuanced", "nope", "vibrant").encode(), most=2) == ("nuanced", "vibrant")


def test_a_file_gives_back_its_numbers(tmp_path: Path) -> None:
    content = style_model.packed(weights())
    (tmp_path / "style.npz").write_bytes(content)

    read = style_model.load(tmp_path / "style.npz", sha256(content).hexdigest()).weights

    assert content == style_model.packed(weights())
    assert read.measured == weights().measured
    assert np.array_equal(read.hashes, weights().hashes)
    assert read.words == pytest.approx(weights().words, abs=0.3)


@pytest.mark.parametrize(
    ("content", "digest", "said"),
    [
        (None, "", "cannot be read"),
        (b"other", "0" * 64, "not the file that pack.toml names"),
        (b"no model", sha256(b"no model").hexdigest(), "holds no learned model"),
    ],
)
def test_a_file_that_is_no_model_is_told(tmp_path: Path, content: bytes | None, digest: str, said: str) -> None:
    if content is not None:
        (tmp_path / "style.npz").write_bytes(content)

    with pytest.raises(PackError, match=said):
        style_model.load(tmp_path / "style.npz", digest)
