"""Chains of runs, and the likeness of what stands beside them."""

import random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from audit.text.chains import chain
from audit.text.fingerprints import Runs
from audit.text.likeness import first_likeness, likeness_of

TEXTS = st.text("abcd", min_size=128, max_size=128)


def _bytes(text: str) -> np.ndarray:
    return np.frombuffer(text.encode(), np.uint8)


def _columns(*rows: tuple[int, int, int, int, int]) -> Runs:
    return Runs(*(np.array(column, np.int64) for column in (zip(*rows, strict=True) if rows else [[]] * 5)))


@given(TEXTS, TEXTS, st.integers(1, 128))
def test_likeness_is_that_of_the_edit_distance(left: str, right: str, size: int) -> None:
    expected = 1 - Levenshtein.distance(left[:size], right[:size]) / size
    known = np.zeros((2, 256), np.uint64)

    assert abs(likeness_of(_bytes(left), 0, _bytes(right), 0, size, known) - expected) < 1e-9
    if size <= 64:
        assert abs(first_likeness(_bytes(left), 0, _bytes(right), 0, size, known) - expected) < 1e-9
    assert not known.any()


def _chained(runs: Runs, document: str, work: str) -> tuple[list[tuple[int, ...]], list[float], list[int]]:
    size, library = len(document.encode()), np.append(_bytes(work), np.zeros(1, np.uint8))
    bounds = np.array([0, len(library)], np.int64)
    chains, owners = chain(runs, _bytes(document), np.array([0], np.int64), np.array([size], np.int64), library, bounds)
    return list(zip(*(c.tolist() for c in chains[:9]), strict=True)), chains.flanks.tolist(), owners.tolist()


def test_runs_that_follow_one_another_are_one_chain() -> None:
    text = "abcdefghij" * 100

    chains, _, owners = _chained(_columns((0, 0, 0, 10, 30), (0, 0, 40, 55, 20), (0, 0, 700, 90, 20)), text, text)

    assert owners == [0, 0, 1]
    assert chains[0] == (0, 0, 0, 60, 10, 75, 2, 50, 30)


def test_runs_of_other_works_or_out_of_step_are_other_chains() -> None:
    text = "abcdefghij" * 100

    assert _chained(_columns((0, 0, 0, 0, 20), (0, 0, 30, 500, 20)), text, text)[2] == [0, 1]
    assert _chained(_columns((0, 0, 0, 500, 20), (0, 0, 30, 30, 20)), text, text)[2] == [0, 1]


def test_an_ideograph_counts_as_three_letters_and_a_cyrillic_letter_as_one() -> None:
    text = "中文字абв"

    chains, _, _ = _chained(_columns((0, 0, 0, 0, len(text.encode()))), text, text)

    assert chains[0][7:9] == (12, 12)


def test_the_better_flank_counts_and_a_short_one_does_not() -> None:
    rng = random.Random(1)
    work = "".join(rng.choices("abcdefghijklmnopqrstuvwxyz", k=400))
    other = "".join(rng.choices("0123456789", k=400))

    like = _chained(_columns((0, 0, 100, 150, 20)), other[:100] + work[150:300], work)[1]
    unlike = _chained(_columns((0, 0, 100, 150, 20)), other[:100] + work[150:170] + other[:100], work)[1]
    short = _chained(_columns((0, 0, 10, 150, 20)), work[140:170], work)[1]

    assert like == [1.0]
    assert unlike[0] < 0.1
    assert short == [0.0]


def test_flanks_before_are_compared_too() -> None:
    rng = random.Random(2)
    work = "".join(rng.choices("abcdefghijklmnopqrstuvwxyz", k=400))

    assert _chained(_columns((0, 0, 110, 150, 20)), work[40:170], work)[1] == [1.0]
    assert _chained(_columns((0, 0, 50, 150, 20)), work[100:170], work)[1] == [1.0]
    assert _chained(_columns((0, 0, 0, 150, 20)), work[150:220], work)[1] == [1.0]


def test_no_runs_make_no_chains() -> None:
    assert _chained(_columns(), "abc", "abc") == ([], [], [])
