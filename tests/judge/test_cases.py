"""Rules are tested on the real views; and every rule that ships has cases that fire and cases that do not."""

from pathlib import Path

import pytest

from audit import judge, rulepacks
from audit.errors import PackError
from audit.judge import CaseResult

PACKS = rulepacks.load()
RULES = [rule for pack in PACKS for rule in pack.rules]
CASES = [case for pack in PACKS for case in pack.tests]
FIRES = """
title = "Ours"
[[rule]]
id = "ours/nc"
title = "Not for trade"
rationale = "It says so."
outcome = "review"
when = "commercial = 3"
[[rule.test]]
name = "wrongly expected"
given = { kind = "licence", spdx = "CC-BY-NC-4.0" }
expect = 0
"""


def ours(tmp_path: Path, rules: str) -> rulepacks.Pack:
    folder = tmp_path / "ours"
    folder.mkdir()
    (folder / "pack.toml").write_text('title = "Ours"\nversion = "1"\n')
    (folder / "rules.toml").write_text(rules.replace('title = "Ours"\n', "", 1))
    return rulepacks.load([folder])[0]


@pytest.fixture(scope="module")
def results() -> dict[tuple[str, str], CaseResult]:
    """How all tests of the packs that ship went."""
    return {(result.rule, result.name): result for result in judge.test(PACKS)}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule}: {case.name}")
def test_a_case_of_a_rule_that_ships_goes_as_expected(
    results: dict[tuple[str, str], CaseResult], case: rulepacks.RuleTest
) -> None:
    result = results[case.rule, case.name]

    assert result.fired == result.expected


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_that_ships_has_sources_a_mend_and_cases_of_both_kinds(rule) -> None:
    expected = {case.expect > 0 for case in CASES if case.rule == rule.id}

    assert rule.citations
    assert rule.fix
    assert rule.plain != rule.title
    assert expected == {True, False}


def test_nothing_that_ships_blocks_on_style() -> None:
    blocking = [rule for pack in PACKS for rule in pack.rules if rule.outcome == "block"]

    assert not [rule.id for rule in blocking if "generated" in rule.when]


def test_every_condition_that_ships_is_harmless() -> None:
    judge.check(PACKS)


def test_a_case_that_goes_wrong_is_told(tmp_path: Path) -> None:
    result = next(judge.test([ours(tmp_path, FIRES)]))

    assert (result.expected, result.fired, result.passed) == (0, 1, False)


def test_a_case_that_gives_what_is_not_there_names_the_nearest(tmp_path: Path) -> None:
    pack = ours(tmp_path, FIRES.replace("spdx =", "spxd ="))

    with pytest.raises(PackError, match="rule ours/nc: its test 'wrongly expected' gives 'spxd'; did you mean 'spdx'"):
        list(judge.test([pack]))


def test_a_case_cannot_give_what_a_licence_says(tmp_path: Path) -> None:
    pack = ours(tmp_path, FIRES.replace("spdx = ", "commercial = 3, spdx = "))

    with pytest.raises(PackError, match="gives 'commercial'"):
        list(judge.test([pack]))
