"""Exceptions of the law lower what a licence says of training, for their purposes and jurisdictions, and nothing else."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.judge.algebra import DIMENSIONS
from audit.model import Outcome, Rule
from audit.store import Store
from tests import plain_rows

FOUND = {**plain_rows.FOUND, "spdx": "x"}
DOCUMENT = plain_rows.DOCUMENT
PURPOSES = ("commercial-training", "research-training")
PLACES = ("EU", "US")


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    """A store that each case fills anew."""
    with Store.memory() as made:
        made.fill("found", [FOUND])
        yield made


def law(exception: str, purpose: str, place: str, condition: str = "always", lowers_to: int | None = 1) -> dict[str, Any]:
    return {
        "exception": exception,
        "purpose": purpose,
        "jurisdiction": place,
        "condition": condition,
        "lowers_to": lowers_to,
        "note": "",
        "cite": "A law",
        "recorded": date(2026, 1, 1),
    }


def holds(
    store: Store, condition: str, terms: tuple[int, ...], laws: list[dict[str, Any]], *, reserved: bool = False
) -> set[tuple[str, str]]:
    """The purposes and jurisdictions in which a rule with a condition fires on one finding."""
    store.fill("document", [{**DOCUMENT, "reserved_at_capture": reserved}])
    store.fill("licence_terms", [{"spdx": "x", **dict(zip(DIMENSIONS, terms, strict=True))}])
    store.fill("licence_exception", laws)
    store.prepare()
    rule = Rule("r", "p", "T", "", "", Outcome.NOTE, "finding", condition, (), (), (), ())
    store.apply(rule, store.checked(rule), None, [(purpose, place) for purpose in PURPOSES for place in PLACES])
    return {(row["purpose"], row["jurisdiction"]) for row in store.take_verdicts()}


EVERYWHERE = {(purpose, place) for purpose in PURPOSES for place in PLACES}
RESERVED = (3, 3, 3, 2, 2, 2, 2, 3, 2)
CASES = [
    ("none", [], False, set()),
    ("of this purpose and place", [law("x", "research-training", "EU")], False, {("research-training", "EU")}),
    ("of another place", [law("x", "research-training", "UK")], False, set()),
    ("that lowers nothing", [law("x", "research-training", "EU", lowers_to=None)], False, set()),
    ("unless reserved", [law("x", "research-training", "EU", "not_reserved_at_capture")], False, {("research-training", "EU")}),
    ("reserved", [law("x", "research-training", "EU", "not_reserved_at_capture")], True, set()),
    ("always, though reserved", [law("x", "research-training", "EU")], True, {("research-training", "EU")}),
]


@pytest.mark.parametrize(("laws", "reserved", "lowered"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_an_exception_holds_for_its_purpose_and_place_on_its_condition(store: Store, laws, reserved: bool, lowered) -> None:
    assert holds(store, "train = 1 AND exception = 'x'", RESERVED, laws, reserved=reserved) == lowered
    assert holds(store, "train = 3 AND exception IS NULL", RESERVED, laws, reserved=reserved) == EVERYWHERE - lowered


def test_what_is_permitted_needs_no_exception(store: Store) -> None:
    laws = [law("x", "research-training", "EU")]

    assert holds(store, "train = 0 AND exception IS NULL", (0,) * len(DIMENSIONS), laws) == EVERYWHERE


def test_of_two_exceptions_that_hold_the_one_without_a_condition_is_named(store: Store) -> None:
    laws = [law("a", "research-training", "EU", "not_reserved_at_capture"), law("b", "research-training", "EU")]

    assert holds(store, "exception = 'b'", RESERVED, laws) == {("research-training", "EU")}


VALUES = st.tuples(*[st.integers(0, 3)] * len(DIMENSIONS))
LAWS = st.lists(
    st.builds(
        law,
        st.sampled_from(["a", "b"]),
        st.sampled_from(PURPOSES),
        st.sampled_from(PLACES),
        st.sampled_from(["always", "not_reserved_at_capture"]),
        st.sampled_from([1, None]),
    ),
    max_size=4,
)


@settings(max_examples=25, deadline=None)
@given(VALUES, LAWS, st.booleans())
def test_an_exception_changes_no_dimension_but_train_and_makes_nothing_stricter(
    store: Store, terms: tuple[int, ...], laws: list[dict[str, Any]], reserved: bool
) -> None:
    said = dict(zip(DIMENSIONS, terms, strict=True))
    others = " AND ".join(f"{name} = {value}" for name, value in said.items() if name != "train")

    assert holds(
        store, f"{others} AND train IN ({said['train']}, 1) AND train <= {said['train']}", terms, laws, reserved=reserved
    ) == (EVERYWHERE)
