import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.references.style_share import Counted, bounds

POWER = 0.5


def counted(sites: int, rate: float, seed: int, each: int = 10) -> Counted:
    """Sites of so many texts each, of which about such a share passes."""
    return Counted([each] * sites, np.random.default_rng(seed).binomial(each, rate, sites).tolist())


def test_where_as_many_pass_as_of_people_no_share_is_claimed() -> None:
    claimed = [bounds(counted(60, 0.05, seed), counted(60, 0.05, 1000 + seed), POWER).low > 0 for seed in range(100)]

    assert sum(claimed) <= 12  # 5 in 100 and chance


@pytest.mark.parametrize(("share", "found"), [(0.05, 0.6), (0.2, 0.6), (0.2, 0.9), (0.5, 0.7)])
def test_the_interval_holds_the_share(share: float, found: float) -> None:
    people, texts = counted(200, 0.05, 1), counted(200, share * found + (1 - share) * 0.05, 2)

    told = bounds(people, texts, POWER)

    assert told.low <= share <= told.high
    assert told.low <= told.at_least <= told.high


@given(st.lists(st.tuples(st.integers(1, 40), st.integers(0, 40)), min_size=1, max_size=30), st.floats(0.01, 1))
def test_all_ends_are_shares_and_in_order(sites: list[tuple[int, int]], power: float) -> None:
    texts = Counted([size for size, _ in sites], [min(size, passed) for size, passed in sites])

    told = bounds(counted(20, 0.05, 3), texts, power)

    assert 0 <= told.low <= told.high <= 1
    assert 0 <= told.at_least <= 1


def test_texts_of_one_site_count_as_one_draw() -> None:
    people = counted(100, 0.05, 4)
    together, apart = Counted([20] * 10, [20] * 2 + [0] * 8), Counted([1] * 200, [1] * 40 + [0] * 160)

    assert bounds(people, together, POWER).low < bounds(people, apart, POWER).low


def test_the_same_counts_give_the_same_bounds() -> None:
    people, texts = counted(30, 0.05, 5), counted(30, 0.2, 6)

    assert bounds(people, texts, POWER) == bounds(people, texts, POWER)
