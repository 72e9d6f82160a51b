"""Which pieces make a shard, and what its key depends on."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.detection import Signals
from audit.model import Piece, Shard
from audit.readers import Limits
from audit.scan import Instrument, Plan, make_plan, shards, split
from audit.scan.plan import LARGE_BYTES, MOST_BYTES, MOST_PIECES

PLAN = Plan(Path("shards"), (), Limits(), "digest")


def piece(name: str, size: int = 1000, order: int = 0) -> Piece:
    return Piece(f"/corpus/{name}", name, "text", None, size, 1, order=order)


def groups(pieces: list[Piece]) -> list[tuple[str, ...]]:
    return [tuple(one.name for one in shard.pieces) for shard in shards(pieces, PLAN)]


@given(st.lists(st.integers(0, 2 * LARGE_BYTES), max_size=60))
def test_every_piece_is_in_one_shard_and_in_order(sizes: list[int]) -> None:
    pieces = [piece(f"{number:04}", size) for number, size in enumerate(sizes)]

    planned = [one for shard in shards(pieces, PLAN) for one in shard.pieces]

    assert planned == pieces


@given(st.lists(st.integers(0, LARGE_BYTES - 1), max_size=60))
def test_shards_of_small_pieces_are_bounded(sizes: list[int]) -> None:
    for shard in shards([piece(f"{number:04}", size) for number, size in enumerate(sizes)], PLAN):
        assert shard.stored_bytes <= MOST_BYTES
        assert len(shard.pieces) <= MOST_PIECES


def test_a_large_piece_is_a_shard_of_its_own() -> None:
    assert ("b",) in groups([piece("a"), piece("b", LARGE_BYTES), piece("c")])


def test_a_shard_has_a_bounded_number_of_pieces() -> None:
    empty = [piece(f"{number:05}", 0) for number in range(5000)]

    assert all(len(group) <= MOST_PIECES for group in groups(empty))


@settings(max_examples=10)
@given(st.integers(0, 3000))
def test_a_new_file_changes_few_shards(place: int) -> None:
    before = [piece(f"{number:04}") for number in range(3000)]
    after = sorted([*before, piece(f"{place:04}-new")], key=lambda one: one.name)

    assert len(set(groups(after)) - set(groups(before))) <= 4


@pytest.mark.parametrize(
    "change",
    [
        {"name": "b"},
        {"stored_bytes": 2},
        {"modified_ns": 2},
        {"format": "jsonl"},
        {"start": 1},
        {"end": 9},
        {"order": 1},
        {"options": {"field.text": "body"}},
        {"compression": "gzip"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_changed_piece_has_another_key(change: dict[str, object]) -> None:
    (mine,) = shards([piece("a")], PLAN)
    (other,) = shards([replace(piece("a"), **change)], PLAN)  # type: ignore[arg-type]

    assert mine.key != other.key


def test_a_corpus_that_was_moved_keeps_its_keys() -> None:
    (mine,) = shards([piece("a")], PLAN)
    (moved,) = shards([replace(piece("a"), path="/elsewhere/a")], PLAN)

    assert mine.key == moved.key


def test_a_split_shard_is_one_for_each_piece() -> None:
    pieces = (piece("a"), piece("b"))

    assert [shard.pieces for shard in split(Shard("key", pieces), PLAN)] == [(pieces[0],), (pieces[1],)]


def made(tmp_path: Path, version: int = 1, digest: str = "digest", reading: str = "as is") -> str:
    return make_plan(tmp_path, [Instrument("shout", version, Signals({}, tmp_path), digest)], Limits(), reading).digest


def test_the_plan_knows_what_could_change_findings(tmp_path: Path) -> None:
    assert made(tmp_path) == made(tmp_path)
    assert len({made(tmp_path), made(tmp_path, version=2), made(tmp_path, digest="new"), made(tmp_path, reading="field")}) == 4


def test_the_order_of_detectors_changes_nothing(tmp_path: Path) -> None:
    one, two = (Instrument(name, 1, Signals({}, tmp_path), "") for name in ("one", "two"))

    assert make_plan(tmp_path, [one, two], Limits(), "").digest == make_plan(tmp_path, [two, one], Limits(), "").digest
