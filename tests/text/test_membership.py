"""Filters of hashes: each member is held, others by chance at the rate that was told, whatever the order."""

import numpy as np
import pytest

from audit.text import membership
from audit.text.hashes import SIZE, hashes, packed, sketch
from audit.text.kernels import kernel
from audit.text.membership import FALSE_OF_BLOOM, FALSE_OF_FUSE, bloom, bloom_bytes, fuse, in_bloom, in_fuse


@kernel
def _both(members, table, seed, segment, segments, bits, out):  # type: ignore[no-untyped-def]
    for i in range(len(members)):
        out[0, i] = in_fuse(members[i], table, seed, segment, segments)
        out[1, i] = in_bloom(members[i], bits, np.uint64(0), np.uint64(len(bits)))


def held(asked: np.ndarray, members: np.ndarray) -> np.ndarray:
    shape, table = fuse(members)
    out = np.zeros((2, len(asked)), np.bool_)
    _both(asked, table, np.uint64(shape.seed), np.uint64(shape.segment), np.uint64(shape.segments), bloom(members), out)
    return out


@pytest.mark.parametrize("count", [0, 1, 2, 3, 10, 100, 1000, 50_000])
def test_members_are_held_and_others_at_the_rate_that_is_told(count: int) -> None:
    rng = np.random.default_rng(count)
    members = rng.integers(0, 2**64, count, dtype=np.uint64)

    assert held(members, members).all()
    others = held(rng.integers(0, 2**64, 100_000, dtype=np.uint64), members).mean(1)
    assert others[0] < 2 * FALSE_OF_FUSE
    assert others[1] < 2 * FALSE_OF_BLOOM


def test_order_and_repetition_change_no_byte() -> None:
    members = np.random.default_rng(3).integers(0, 2**64, 999, dtype=np.uint64)

    (shape, table), (again, other) = fuse(members), fuse(np.concatenate([members[::-1], members]))

    assert shape == again
    assert np.array_equal(table, other)


def test_a_filter_takes_little_room() -> None:
    members = np.random.default_rng(4).integers(0, 2**64, 200_000, dtype=np.uint64)

    assert len(fuse(members)[1]) * 8 < 9.6 * len(members)
    assert bloom_bytes(len(members)) * 8 < 8.7 * len(members)


def test_another_seed_is_taken_where_one_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    peel, calls = membership._peel, []
    monkeypatch.setattr(membership, "_peel", lambda *given: calls.append(0) or (len(calls) > 1 and peel(*given)))
    shape, _ = fuse(np.arange(50, dtype=np.uint64))

    assert shape.seed == 1
    monkeypatch.setattr(membership, "_peel", lambda *given: False)
    with pytest.raises(AssertionError, match="no seed"):
        fuse(np.arange(50, dtype=np.uint64))


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
