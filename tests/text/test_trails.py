"""Rows of hits: every run of a work that is long enough is found, in whatever batch, and nothing across borders."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.text.hashes import SIZE, hashes, packed
from audit.text.trails import exact_trails, index, sieve

STRIDE = 16


def stream(text: str) -> np.ndarray:
    return np.frombuffer(text.encode(), np.uint8)


def library(works: list[str]) -> tuple[np.ndarray, np.ndarray]:
    parts = [hashes(stream(work), STRIDE) for work in works]
    firsts = np.concatenate([[0], np.cumsum([len(part) for part in parts])]).astype(np.int64)
    return np.frombuffer(b"".join(map(packed, parts)), np.uint8), firsts


def bounds(documents: list[str]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    sizes = np.array([len(one.encode()) for one in documents], np.int64)
    ends = np.cumsum(sizes)
    return stream("".join(documents)), ends - sizes, ends


def exact(works: list[str], documents: list[str]) -> list[tuple[int, int, int, int]]:
    stored, firsts = library(works)
    found = exact_trails(*bounds(documents), stored, firsts, index(stored), sieve(stored), STRIDE)
    return [tuple(row) for row in zip(*(part.tolist() for part in found), strict=True)]


def random_text(seed: int, size: int) -> str:
    return "".join(np.random.default_rng(seed).choice(list("abcdefghijklmnop"), size))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 1000), st.integers(0, 300), st.integers(51, 200), st.integers(0, 40))
def test_each_run_of_the_promised_length_has_two_hits_in_a_row(seed: int, place: int, size: int, before: int) -> None:
    work, rng = random_text(seed, 600), random_text(seed + 5000, 80)
    document = rng[:before] + work[place : place + size] + rng[before:]

    rows = [row for row in exact([work], [document]) if row[3] >= (size - SIZE + 1) // STRIDE]
    assert rows
    for _, start, number, count in exact([work], [document]):
        wide = SIZE + (count - 1) * STRIDE
        assert document[start : start + wide] == work[number * STRIDE : number * STRIDE + wide]


def test_batches_change_nothing() -> None:
    works = [random_text(1, 400), random_text(2, 400)]
    documents = [works[0][30:170], random_text(3, 90), works[1][:200] + works[0][100:300]]
    whole = exact(works, documents)
    alone = [(number, *row[1:]) for number, one in enumerate(documents) for row in exact(works, [one])]
    starts = np.cumsum([0] + [len(one) for one in documents])

    assert [(document, start - starts[document], *rest) for document, start, *rest in whole] == alone


def test_no_row_goes_from_one_document_or_work_into_the_next() -> None:
    works = [random_text(1, 16 * 5 + 4), random_text(2, 16 * 5 + 4)]
    text = "".join(works)

    assert [row[3] for row in exact(works, [text[:50], text[50:]])] == [2, 1, 5]
    assert [row[3] for row in exact([text], [text])] == [10]


def test_what_repeats_a_thousand_times_stays_bounded() -> None:
    assert len(exact(["abcdefgh" * 4000], ["abcdefgh" * 400])) < 32 * 400


@pytest.mark.parametrize("documents", [[], [""], ["short"], ["", random_text(9, 30)]])
def test_nothing_is_found_in_nothing(documents: list[str]) -> None:
    assert exact([random_text(1, 400)], documents) == []
    assert exact(["short"], documents) == []


@pytest.mark.parametrize("count", [0, 1, 64, 4095, 4096])
def test_a_sieve_has_three_bits_for_each_hash_and_room_for_more(count: int) -> None:
    stored = np.random.default_rng(2).integers(0, 2**64, count, dtype=np.uint64)
    made = sieve(np.frombuffer(packed(stored), np.uint8))

    bits = np.unpackbits(made.view(np.uint8)).sum()
    assert (count > 0) <= bits <= 3 * count
    assert 8 <= 64 * len(made) / max(1, count) <= 16 or count < 64
    assert count < 1000 or 2 * count < bits


def test_room_grows_where_hits_are_many() -> None:
    work = random_text(4, 160_000)
    documents = [work[place : place + 1600] for place in range(0, 32_000, 16)]

    assert len(exact([work], documents)) == 2000
