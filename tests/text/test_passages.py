"""Passages: aligned gaps, extended ends, and fragments that are one."""

import random

from hypothesis import given
from hypothesis import strategies as st

from audit.text.passages import Passage, align, merge

WORK = bytes(random.Random(5).choices(b"abcdefghijklmnopqrstuvwxyz", k=3000))
OTHER = bytes(random.Random(6).choices(b"0123456789", k=3000))


def _garbled(text: bytes, step: int) -> bytes:
    return bytes(95 if place % step == 0 else letter for place, letter in enumerate(text))


def test_an_exact_copy_is_one_block() -> None:
    passage = align(OTHER[:50] + WORK[100:160] + OTHER[:50], WORK, [(50, 100, 60)], 60)

    assert (passage.start, passage.end, passage.work_start, passage.work_end) == (50, 110, 100, 160)
    assert (passage.equal, passage.similarity, passage.longest, passage.letters) == (60, 1.0, (50, 100, 60), 60)


def test_ends_are_extended_as_long_as_the_texts_stay_alike() -> None:
    copy = _garbled(WORK[100:900], 7)
    document = OTHER[:500] + copy[:400] + WORK[500:520] + copy[420:] + OTHER[500:1000]

    passage = align(document, WORK, [(900, 500, 20)], 20)

    assert abs(passage.start - 500) <= 2
    assert abs(passage.end - 1300) <= 2
    assert 0.8 < passage.similarity < 0.9


def test_what_lies_between_runs_is_aligned() -> None:
    document = WORK[:50] + b"_" + WORK[51:100] + b"999" + WORK[100:150]

    passage = align(document, WORK, [(0, 0, 50), (51, 51, 49), (103, 100, 50)], 50)

    assert passage.equal == 149
    assert passage.longest == (0, 0, 50)


def test_runs_that_overlap_count_once() -> None:
    passage = align(WORK[:100], WORK[:100], [(0, 0, 60), (50, 50, 50), (55, 55, 20)], 60)

    assert passage.equal == 100
    assert passage.longest == (0, 0, 100)


def test_a_very_wide_gap_is_not_aligned() -> None:
    work = WORK * 2

    passage = align(work[:100] + OTHER * 2 + work[5000:5100], work, [(0, 0, 100), (6100, 5000, 100)], 100)

    assert passage.equal == 200


@given(st.integers(0, 10**6))
def test_blocks_are_equal_in_both_and_in_order(seed: int) -> None:
    rng = random.Random(seed)
    at = rng.randint(0, 2000)
    noisy = bytearray(_garbled(WORK[at : at + 400], rng.randint(4, 30)))
    noisy[200:230] = WORK[at + 200 : at + 230]
    document = OTHER[: rng.randint(0, 300)] + bytes(noisy) + OTHER[: rng.randint(0, 300)]
    start = document.index(WORK[at + 200 : at + 230])

    passage = align(document, WORK, [(start, at + 200, 30)], 30)

    ends = [0]
    for first, work_first, length in passage.blocks:
        assert document[first : first + length] == WORK[work_first : work_first + length]
        assert first >= ends[-1]
        ends.append(first + length)
    assert passage.start <= start
    assert passage.end >= start + 30
    assert 0 < passage.similarity <= 1


def _passage(start: int, work_start: int, length: int) -> Passage:
    return Passage(start, start + length, work_start, work_start + length, ((start, work_start, length),), length)


def test_fragments_that_are_near_are_one_passage() -> None:
    (merged,) = merge([_passage(200, 120, 50), _passage(100, 200, 60), _passage(150, 260, 40)])

    assert (merged.start, merged.end, merged.work_start, merged.work_end) == (100, 250, 120, 300)
    assert merged.blocks == ((100, 200, 60), (160, 270, 30), (200, 120, 50))
    assert merged.letters == 60


def test_passages_that_are_far_apart_stay_two() -> None:
    assert len(merge([_passage(0, 0, 50), _passage(500, 500, 50)])) == 2
    assert len(merge([_passage(0, 0, 50), _passage(60, 90_000, 50)])) == 2


def test_of_two_places_for_one_stretch_the_better_one_stays() -> None:
    assert merge([_passage(0, 0, 50), _passage(10, 90_000, 80)]) == [_passage(10, 90_000, 80)]
    assert merge([_passage(0, 0, 80), _passage(10, 90_000, 50)]) == [_passage(0, 0, 80)]
    assert len(merge([_passage(0, 0, 80), _passage(70, 90_000, 80)])) == 2


def test_a_block_inside_another_is_dropped() -> None:
    (merged,) = merge([_passage(0, 0, 80), _passage(10, 10, 20)])

    assert merged.blocks == ((0, 0, 80),)
