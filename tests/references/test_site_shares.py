import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.references.site_shares import shares, solved
from tests.references.made_site_model import MEANS

CONFUSION = np.array([MEANS] * 40)
PARTS = st.lists(st.floats(0, 1), min_size=3, max_size=3).filter(lambda parts: sum(parts) > 0.1)


@given(PARTS)
def test_a_mixture_is_taken_apart(parts: list[float]) -> None:
    true = np.array(parts) / sum(parts)

    assert solved(CONFUSION[:1], (true @ CONFUSION[0])[None])[0] == pytest.approx(true, abs=1e-3)


@given(st.lists(st.floats(0, 1), min_size=3, max_size=3))
def test_proportions_are_none_below_zero_and_add_up(mean: list[float]) -> None:
    found = solved(CONFUSION[:1], np.array([mean]))[0]

    assert found.min() >= 0
    assert found.sum() == pytest.approx(1)


def test_the_interval_holds_the_estimate_and_grows_with_the_uncertainty() -> None:
    mean = np.array([0.2, 0.5, 0.3]) @ CONFUSION[0]

    share, low, high = shares(mean, np.zeros((3, 3)), CONFUSION)
    _, lower, higher = shares(mean, np.eye(3) * 1e-3, CONFUSION)

    assert share == pytest.approx([0.2, 0.5, 0.3], abs=1e-3)
    assert high - low == pytest.approx(0, abs=1e-3)
    assert ((lower < low) & (higher > high)).all()


def test_the_same_numbers_give_the_same_interval() -> None:
    first, second = (shares(np.array([0.3, 0.3, 0.4]), np.eye(3) * 1e-4, CONFUSION) for _ in range(2))

    assert np.array_equal(first, second)
