import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.quality.interval import wilson
from tests.quality.measures import Counts, counted, measured, share, table


@given(st.integers(0, 400), st.integers(0, 400))
def test_an_interval_holds_its_share_and_stays_between_0_and_1(hits: int, misses: int) -> None:
    low, high = wilson(hits, hits + misses)

    assert 0 <= low <= high <= 1
    if hits + misses:
        assert low <= hits / (hits + misses) + 1e-9
        assert high >= hits / (hits + misses) - 1e-9


def test_wilson_gives_the_published_interval() -> None:
    assert wilson(15, 148) == pytest.approx((0.0624, 0.1605), abs=1e-3)


def test_pairs_are_counted_by_label_and_answer() -> None:
    pairs = [(True, True), (True, False), (False, True), (False, False), (False, False)]

    assert counted(pairs) == Counts(true=1, false=1, missed=1, clean=2)


def test_counts_of_parts_add_up() -> None:
    assert Counts(1, 2, 3, 4) + Counts(1, 1, 1, 1) == Counts(2, 3, 4, 5)


def test_nothing_measured_is_a_dash() -> None:
    assert measured("poems", Counts()) == ("poems", "-", "-", "-")


def test_a_share_tells_its_interval_and_its_number() -> None:
    assert share(9, 10) == "0.900 (0.596-0.982) 10"


def test_a_table_aligns_numbers_at_the_right() -> None:
    assert table([("a", 1), ("b", 20)], ("name", "n")).splitlines() == [
        "| name |  n |",
        "| ---- | -: |",
        "| a    |  1 |",
        "| b    | 20 |",
    ]
