"""A policy names the branch that is taken of a licence expression with OR; else the tool takes the one that refuses least."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from audit.errors import ConfigurationError
from audit.judge import judge
from audit.model import Outcome, Policy
from audit.store import Store

TODAY = date(2026, 11, 24)
POLICY = Policy("p", ("commercial-training",), ("EU",), (), Outcome.BLOCK, 0.999)
FOUND = {
    "document": "a#0",
    "path": "a",
    "record": 0,
    "detector": "d",
    "kind": "licence",
    "level": "finding",
    "start": 0,
    "end": 1,
}
FOUND |= {"score": 1.0, "attributes": "{}", "evidence": [], "fingerprint": "f", "spdx": "MIT OR GPL-2.0-only"}


@pytest.fixture
def store() -> Iterator[Store]:
    """A store with one finding."""
    with Store.memory() as made:
        made.fill("document", [{"document": "a#0", "path": "a", "record": 0, "bytes": 100, "words": 20}])
        made.fill("found", [FOUND])
        yield made


def chosen(store: Store) -> list[tuple[Any, ...]]:
    return [(row["spdx"], row["branch"], row["chosen_by"]) for row in store.query("report_licences")]


CHOICES = [({}, "MIT", "least-refusing"), ({"gpl-2.0-only OR mit": "GPL-2.0-only"}, "GPL-2.0-only", "policy")]


@pytest.mark.parametrize(("choices", "branch", "chosen_by"), CHOICES)
def test_the_branch_and_who_chose_it_are_recorded(store: Store, choices: dict[str, str], branch: str, chosen_by: str) -> None:
    judge(store, replace(POLICY, choices=choices), [], TODAY)

    assert chosen(store) == [("MIT OR GPL-2.0-only", branch, chosen_by)]


def test_a_choice_that_is_none_names_its_policy_and_judges_nothing(store: Store) -> None:
    judge(store, POLICY, [], TODAY)

    with pytest.raises(ConfigurationError, match=r"policy 'p': its choices: 'ISC' is no branch of 'MIT OR GPL-2\.0-only'"):
        judge(store, replace(POLICY, choices={"MIT OR GPL-2.0-only": "ISC"}), [], TODAY)
    assert chosen(store) == [("MIT OR GPL-2.0-only", "MIT", "least-refusing")]
