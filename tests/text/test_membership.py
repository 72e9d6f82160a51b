"""Filters of hashes: each member is held, others by chance at the rate that was told, whatever the order."""

import numpy as np
import pytest

from audit.text import membership
from audit.text.hashes import SIZE, hashes, packed, sketch
from audit.text.kernels import kernel
from audit.text.membership import CHECK_BITS, CODE_BITS, COPIES, code, copy_of, filters, in_filter, key_of, stored_code


@kernel
def _ask(asked, checks, codes, seed, segment, segments, work, out):  # type: ignore[no-untyped-def]
    for i in range(len(asked)):
        for number in range(COPIES):
            key = copy_of(asked[i], number)
            if not in_filter(key, checks, np.uint64(0), seed, segment, segments):
                break
            out[0, i] = True
            out[1, i] |= code(key, key_of(work)) == stored_code(key, codes, np.uint64(0), seed, segment, segments)


def held(asked: np.ndarray, works: list[np.ndarray], work: int) -> np.ndarray:
    """Whether each hash seems to be a member, and of a work."""
    shape, checks, codes = filters(works)
    assert (len(checks), len(codes)) == (shape.cells, shape.code_bytes)
    out = np.zeros((2, len(asked)), np.bool_)
    _ask(asked, checks, codes, np.uint64(shape.seed), np.uint64(shape.segment), np.uint64(shape.segments), work, out)
    return out


def random_hashes(seed: int, count: int) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 2**64, count, dtype=np.uint64)


@pytest.mark.parametrize("count", [0, 1, 2, 3, 10, 100, 1000, 50_000])
def test_members_are_held_and_others_at_the_rate_that_is_told(count: int) -> None:
    works = [random_hashes(count, count), random_hashes(99, 7)]

    assert held(works[0], works, 0).all()
    assert held(works[1], works, 1).all()
    members, owned = held(random_hashes(5, 400_000), works, 0).mean(1)
    assert members < 1.3 * 2.0**-CHECK_BITS
    assert owned < 4 * 2.0 ** -(CHECK_BITS + CODE_BITS)


def test_members_of_one_work_are_said_of_another_at_the_rate_that_is_told() -> None:
    works = [random_hashes(1, 300_000), random_hashes(2, 1000)]

    members, owned = held(works[0], works, 1).mean(1)
    assert members == 1
    assert 0.7 * 2.0**-CODE_BITS < owned < 1.3 * 2.0**-CODE_BITS


def test_a_hash_of_several_works_is_told_of_each_of_the_first() -> None:
    shared = random_hashes(1, 500)
    works = [np.concatenate([shared, random_hashes(10 + number, 300)]) for number in range(COPIES + 2)]

    for number in range(COPIES):
        assert held(works[number], works, number).all()
    assert held(shared, works, COPIES).mean() < 0.6  # members, but not of this work


def test_order_and_repetition_of_a_works_hashes_change_no_byte() -> None:
    members = random_hashes(3, 999)

    (shape, *tables), (again, *others) = filters([members]), filters([np.concatenate([members[::-1], members])])

    assert shape == again
    assert all(np.array_equal(one, other) for one, other in zip(tables, others, strict=True))


@pytest.mark.parametrize(("count", "most"), [(20_000, 1.21), (200_000, 1.16), (1_000_000, 1.13)])
def test_a_filter_takes_little_room(count: int, most: float) -> None:
    _, checks, codes = filters([random_hashes(4, count)])

    assert (len(checks) + len(codes)) * 8 < most * (CHECK_BITS + CODE_BITS) * count


def test_another_seed_is_taken_where_one_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    peel, calls = membership._peel, []
    monkeypatch.setattr(membership, "_peel", lambda *given: calls.append(0) or (len(calls) > 1 and peel(*given)))
    shape, _, _ = filters([np.arange(50, dtype=np.uint64)])

    assert shape.seed == 1
    monkeypatch.setattr(membership, "_peel", lambda *given: False)
    with pytest.raises(AssertionError, match="no seed"):
        filters([np.arange(50, dtype=np.uint64)])


def test_hashes_are_those_that_libraries_were_made_with() -> None:
    """If this fails, raise VERSION: libraries that were made before cannot be read any more."""
    stream = np.arange(64, dtype=np.uint8)

    assert [int(one) for one in hashes(stream, 16)] == EXPECTED
    assert packed(hashes(stream, 16)) == b"".join(one.to_bytes(8, "little")[:5] for one in EXPECTED)


@pytest.mark.parametrize(("letters", "count"), [(0, 0), (SIZE - 1, 0), (SIZE, 1), (SIZE + 15, 1), (SIZE + 16, 2)])
def test_no_hash_reaches_beyond_the_end(letters: int, count: int) -> None:
    assert len(hashes(np.ones(letters, np.uint8), 16)) == count


def test_a_sketch_is_of_the_same_hashes_wherever_they_stand() -> None:
    rng = np.random.default_rng(5)
    text = rng.integers(97, 123, 20_000).astype(np.uint8)
    moved = np.concatenate([rng.integers(97, 123, 7).astype(np.uint8), text])

    assert len(sketch(text)) == 128
    assert len(np.intersect1d(sketch(text), sketch(moved))) > 110
    assert len(np.intersect1d(sketch(text), sketch(text[::-1].copy()))) == 0


EXPECTED = [18169595216145025142, 13145019570685963160, 9522208283666292080]
