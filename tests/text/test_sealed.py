"""What filters say of a text: rows of one work's hits, what they weigh, and how rarely chance gives them."""

import numpy as np
import pytest

from audit.text.hashes import SIZE, Hashes, hashes
from audit.text.membership import COPIES, filters
from audit.text.sealed import BITS, NEAR_COST, REACH, ROW_COST, Filters, cost, sealed_rows

STRIDE = 28
ROW = BITS - ROW_COST


def text(seed: int, size: int) -> np.ndarray:
    return np.random.default_rng(seed).integers(97, 123, size).astype(np.uint8)


def sealed(*parts: list[Hashes]) -> Filters:
    made = [filters(works) for works in parts]
    checks = np.cumsum([0, *(len(one) for _, one, _ in made)])
    codes = np.cumsum([0, *(len(one) for _, _, one in made)])
    shapes = [[checks[i], codes[i], one.seed, one.segment, one.segments] for i, (one, _, _) in enumerate(made)]
    works = [(part, number) for part, given in enumerate(parts) for number in range(len(given))]
    table = np.array([(*place, number) for number, place in enumerate(works)], np.int64).T
    joined = [np.concatenate([row[column] for row in made]) for column in (1, 2)]
    return Filters(*joined, np.array(shapes, np.uint64), np.ascontiguousarray(table))


def rows(library: Filters, *documents: np.ndarray) -> list[tuple[int, ...]]:
    ends = np.cumsum([len(one) for one in documents]).astype(np.int64)
    found = sealed_rows(np.concatenate(documents), ends - [len(one) for one in documents], ends, library, STRIDE)
    return [tuple(row) for row in zip(*(part.tolist() for part in found), strict=True)]


def of(works: list[np.ndarray]) -> list[Hashes]:
    return [hashes(work, STRIDE) for work in works]


def run_of(work: np.ndarray, hits: int, first: int = 2) -> np.ndarray:
    return work[first * STRIDE : (first + hits - 1) * STRIDE + SIZE].copy()


def test_a_row_is_found_whole_in_its_document_and_work() -> None:
    works = [text(seed, 3000) for seed in range(3)]
    document = np.concatenate([text(77, 40), run_of(works[1], 10), text(78, 200)])
    wide = SIZE + 9 * STRIDE

    assert rows(sealed(of(works)), text(5, 500), document) == [(1, 1, 540, 540 + wide, wide, wide, 10, BITS + 9 * ROW)]


def test_nothing_goes_from_one_document_into_the_next() -> None:
    work = text(1, 3000)
    row = run_of(work, 6)

    assert [(one[0], one[6]) for one in rows(sealed(of([work])), row[: 3 * STRIDE], row[3 * STRIDE :])] == [(0, 3), (1, 3)]


@pytest.mark.parametrize(("lost", "weighs"), [(0, ROW), (1, BITS - 3), (2, BITS - 4), (3, BITS - 5)])
def test_hits_that_are_lost_between_others_cost_a_little(lost: int, weighs: int) -> None:
    work = text(1, 3000)
    document = run_of(work, 2 + lost)
    document[SIZE : len(document) - SIZE] = ord("-")
    gap = 0 if lost else STRIDE - SIZE

    ((_, _, start, end, equal, longest, hits, bits),) = rows(sealed(of([work])), document)

    assert (start, end, hits, bits) == (0, len(document), 2, BITS + weighs)
    assert (equal, longest) == (2 * SIZE + gap, SIZE + (STRIDE if gap else 0))


@pytest.mark.parametrize(("apart", "weighs"), [(STRIDE + 2, BITS - NEAR_COST), (2 * STRIDE - 3, BITS - NEAR_COST)])
def test_hits_on_another_grid_weigh_less(apart: int, weighs: int) -> None:
    work = text(1, 3000)
    document = np.concatenate([work[:SIZE], text(9, apart - SIZE), work[STRIDE : STRIDE + SIZE]])

    assert [(one[6], one[7]) for one in rows(sealed(of([work])), document)] == [(2, BITS + weighs)]


def test_a_hit_far_off_the_grid_is_added_to_a_row_but_makes_none() -> None:
    work = text(1, 3000)
    far = np.concatenate([run_of(work, 2), text(9, 20), work[9 * STRIDE : 9 * STRIDE + SIZE]])

    assert [(one[6], one[7]) for one in rows(sealed(of([work])), far)] == [(3, BITS + ROW + BITS - NEAR_COST - 2)]
    assert rows(sealed(of([work])), far[STRIDE:]) == []


def test_rows_that_lie_apart_are_two() -> None:
    work = text(1, 3000)
    between = text(9, (REACH + 1) * STRIDE)

    assert len(rows(sealed(of([work])), np.concatenate([run_of(work, 3), between, run_of(work, 3, 20)]))) == 2


def test_a_phrase_that_is_stored_from_several_letters_on_weighs_once() -> None:
    """A set phrase of 26 letters that a work has often is stored at several of its letters."""
    phrase = text(3, 26)
    work = [np.concatenate([hashes(phrase[place:], 99)[:1] for place in range(7)])]

    assert rows(sealed(work), np.concatenate([text(8, 50), phrase, text(9, 50)])) == []


def test_what_repeats_itself_weighs_once() -> None:
    line = np.tile(text(3, STRIDE), 30)

    assert rows(sealed(of([line])), line[:600]) == []
    again = np.tile(text(4, 2 * STRIDE), 30)
    assert {one[6] for one in rows(sealed(of([again])), again[:600])} == {2}


def test_all_works_that_hold_a_passage_are_found_up_to_a_number() -> None:
    shared = text(1, 400)
    works = [np.concatenate([shared, text(10 + number, 600)]) for number in range(COPIES + 2)]

    found = rows(sealed(of(works)), run_of(shared, 8))

    assert [one[1] for one in found if one[6] == 8] == list(range(COPIES))


def test_a_passage_that_one_work_has_for_itself_is_found_after_a_shared_one() -> None:
    shared, own = text(1, 560), text(2, 560)
    library = sealed(of([shared, np.concatenate([shared, own])]))

    found = rows(library, np.concatenate([run_of(shared, 4), run_of(own, 4)]))
    assert {one[1]: one[6] for one in found} == {0: 4, 1: 8}


def test_parts_are_asked_apart_from_one_another() -> None:
    works = [text(seed, 1000) for seed in range(5)]
    library = sealed(of(works[:2]), of(works[2:]))
    documents = [run_of(work, 4) for work in works]

    assert [(one[0], one[1], one[6]) for one in rows(library, *documents)] == [(number, number, 4) for number in range(5)]


def test_more_works_than_are_remembered_are_found_in_one_document() -> None:
    works = [text(seed, 400) for seed in range(20)]
    document = np.concatenate([run_of(work, 4) for work in works] * 2)

    assert sorted({one[1] for one in rows(sealed(of(works)), document)}) == list(range(20))


def test_what_is_a_work_s_own_is_not_said_of_others_by_chance() -> None:
    """A passage's hashes are members, so that only their codes speak against each other work: one in 2 ** 20 for two hits."""
    works = [text(seed, 300) for seed in range(3000)]

    found = rows(sealed(of(works)), *(run_of(work, 8) for work in works[:200]))
    assert [(one[0], one[1]) for one in found] == [(number, number) for number in range(200)]


def test_room_grows_where_hits_are_many() -> None:
    works = [text(seed, 90) for seed in range(1500)]

    assert len(rows(sealed(of(works)), *(run_of(work, 3, 0) for work in works))) == 1500


@pytest.mark.parametrize("documents", [[np.zeros(0, np.uint8)], [text(1, 5)], [text(1, SIZE - 1), text(2, SIZE)]])
def test_nothing_is_found_in_nothing(documents: list[np.ndarray]) -> None:
    assert rows(sealed(of([text(9, 2000)])), *documents) == []
    assert rows(sealed(of([text(9, 5)])), *documents) == []


def test_costs_are_those_of_a_code() -> None:
    """What makes `bits` a bound: all places that the next hit can have are told by a code (Kraft's inequality)."""
    assert sum(2.0 ** -cost(apart, STRIDE) for apart in range(SIZE, REACH * STRIDE + 1)) <= 1


def test_chance_gives_no_more_than_the_bits_allow() -> None:
    """Among 20,000 works, so that there is something to count in four million random letters."""
    rng = np.random.default_rng(11)
    library = sealed([rng.integers(0, 2**64, 20, dtype=np.uint64) for _ in range(20_000)])
    chances = 20_000 * 4_000_000

    bits = np.array([one[7] for one in rows(library, *(text(seed, 40_000) for seed in range(100, 200)))])

    places = sum(cost(apart, STRIDE) <= NEAR_COST for apart in range(SIZE, 4 * STRIDE + 1))
    expected = chances * places / 2.0 ** (2 * BITS)
    assert expected / 2 < len(bits) < 2 * expected
    for least in range(2 * BITS - NEAR_COST, 3 * BITS):
        assert np.count_nonzero(bits >= least) <= chances / 2.0**least + 1
