"""A policy names the branch that is taken of a licence expression with OR; else the tool takes the one that refuses least."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from audit.errors import ConfigurationError
from audit.judge import judge
from audit.store import Store
from tests import plain_rows

TODAY = date(2026, 11, 24)
POLICY = plain_rows.POLICY
FOUND = {**plain_rows.FOUND, "spdx": "MIT OR GPL-2.0-only"}


@pytest.fixture
def store() -> Iterator[Store]:
    """A store with one finding."""
    with Store.memory() as made:
        made.fill("document", [plain_rows.DOCUMENT])
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
