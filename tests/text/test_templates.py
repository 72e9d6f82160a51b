"""Prompts of one template, found among others."""

from collections.abc import Sequence
from itertools import accumulate

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.text.prompts import sketches
from audit.text.templates import FEWEST, Template, templates
from tests.quality.templates import measure

TOPICS = "tides kettles ferries hedges lanterns harbours ledgers clocks meadows bridges".split()
OTHERS = [f"{one} {other} near the {third}" for one in TOPICS for other in TOPICS[:3] for third in TOPICS[:2]]


def _found(texts: Sequence[str]) -> list[Template]:
    raw = [text.encode() for text in texts]
    bounds = np.array([0, *accumulate(map(len, raw))])
    return templates(sketches(np.frombuffer(b"".join(raw), np.uint8), bounds), lambda places: [texts[place] for place in places])


@pytest.mark.parametrize(
    ("template", "shown"),
    [
        (
            "Reason about {} one step at a time, then state the answer.",
            "{…} one step at a time then state the answer",
        ),
        (
            "Grade the answer on {} by the rubric below, from one to ten. Say why.",
            "grade the answer on {…} by the rubric below from one to ten say why",
        ),
        ("Now write down all the thoughts that lead you to {}", "now write down all the thoughts that lead you to {…}"),
        ("Explain how a lock lets ships climb a hill, step by step.", "explain how a lock lets ships climb a hill step by step"),
    ],
)
def test_a_template_is_told_with_its_slots(template: str, shown: str) -> None:
    texts = [*OTHERS[:20], *(template.format(topic) for topic in TOPICS), *OTHERS[20:]]

    (found,) = _found(texts)

    assert found.text == shown
    assert found.slots == shown.count("{…}")
    assert found.members == tuple(range(20, 30))


@pytest.mark.parametrize(
    "texts",
    [
        [],
        [""] * 6,
        OTHERS,
        ["one and the same opening of words"] * 9,
        [f"12 5 7 9 31 4 6 8 {topic} 2 3 14 8" for topic in TOPICS],
        ["Reason about it one step at a time, then state the answer."] * (FEWEST - 1),
    ],
    ids=["none", "empty", "others", "too short", "figures", "too few"],
)
def test_what_is_no_template_is_not_told(texts: list[str]) -> None:
    assert _found(texts) == []


def test_two_templates_with_a_common_opening_are_two() -> None:
    start = "You are a careful clerk of the harbour board"
    ends = ("and list every ship that came in", "who writes down the weight of each crate on the quay")
    texts = [f"{start} {end} {topic}" for end in ends for topic in TOPICS]

    assert [one.members for one in _found(texts)] == [tuple(range(10)), tuple(range(10, 20))]


@settings(max_examples=20)
@given(st.randoms(use_true_random=False))
def test_order_does_not_change_which_prompts_are_found(random: object) -> None:
    texts = [*OTHERS[:10], *(f"Reason about {topic} one step at a time, then state the answer." for topic in TOPICS)]
    order = list(range(len(texts)))
    random.shuffle(order)  # type: ignore[attr-defined]

    (found,) = _found([texts[place] for place in order])

    assert sorted(order[place] for place in found.members) == list(range(10, 20))


def test_a_planted_template_is_found_among_thousands() -> None:
    measured = measure(4000, 5)

    assert measured.precision >= 0.95
    assert measured.recall >= 0.95
