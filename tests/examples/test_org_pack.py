"""The example of an organisation's pack is proved, tightens, adds and locks, and changes nothing where no policy names it."""

from dataclasses import replace

import pytest

from audit import bundled, judge, policy, rulepacks
from audit.errors import ConfigurationError
from audit.model import Outcome
from audit.pipeline import packs, rules

FOLDER = bundled.folder("examples") / "org-pack"
LOCKED = {"core/shadow-library", "core/licence-non-commercial", "org-pack/no-forum-text"}


@pytest.fixture(scope="module")
def loaded() -> tuple[packs.Pack, ...]:
    return rulepacks.load(["core", FOLDER])


def test_it_is_proved() -> None:
    proof = rules.proof([str(FOLDER)])

    assert proof.complaints == ()
    assert [result for result in proof.results if not result.passed] == []
    assert {result.rule for result in proof.results} == {"core/reddit", "org-pack/no-forum-text"}


def test_it_tightens(loaded: tuple[packs.Pack, ...]) -> None:
    found = {rule.id: rule for pack in loaded for rule in pack.rules}

    assert found["core/all-rights-reserved"].outcome is Outcome.BLOCK
    assert "tier = 'text'" in found["core/reddit"].when
    assert found["core/no-licence"].threshold == 0


def test_it_locks_for_its_approvers(loaded: tuple[packs.Pack, ...]) -> None:
    locks = rulepacks.locked(loaded)

    assert set(locks) == LOCKED
    assert {lock.approvers for lock in locks.values()} == {("counsel@example.org",)}


@pytest.mark.parametrize("rule", ["core/shadow-library", "core/no-licence"])
def test_a_policy_with_it_lets_none_pass_by_number(rule: str) -> None:
    named = replace(policy.load(), packs=("core", str(FOLDER)), thresholds={rule: 1})

    with pytest.raises(ConfigurationError, match=rule):
        packs.of_policy(named)


def test_conditions_with_it_can_be_run(loaded: tuple[packs.Pack, ...]) -> None:
    judge.check(loaded)


def test_nothing_that_ships_is_touched_by_it() -> None:
    assert "org-pack" not in [pack.name for pack in packs.there()]
    assert all(pack.stated == {} for pack in packs.there())
