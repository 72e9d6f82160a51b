"""Which packs there are, and which a policy applies."""

from dataclasses import replace
from pathlib import Path

import pytest

from audit import policy
from audit.errors import PackError
from audit.model import Outcome
from audit.pipeline import instruments, packs


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    (tmp_path / "core").mkdir()
    (tmp_path / "core" / "pack.toml").write_text('title = "Ours"\nversion = "1"\n')
    return tmp_path / "core"


def names(found: tuple[packs.Pack, ...]) -> list[str]:
    return [pack.name for pack in found]


def test_all_that_ship_are_there() -> None:
    assert {"core", "generated-text", "known-work"} <= set(names(packs.there()))


@pytest.mark.usefixtures("_shout")
def test_packs_of_others_are_there() -> None:
    assert "shout" in names(packs.there())


def test_a_folder_replaces_a_pack_of_its_name(ours: Path) -> None:
    (core,) = [pack for pack in packs.there([ours]) if pack.name == "core"]

    assert core.title == "Ours"


def test_a_policy_without_packs_applies_all() -> None:
    assert packs.of_policy(policy.load()) == packs.there()


@pytest.mark.usefixtures("_shout")
def test_a_policy_applies_the_packs_it_names(ours: Path) -> None:
    named = replace(policy.load(), packs=("generated-text", str(ours), "shout"))

    assert names(packs.of_policy(named)) == ["generated-text", "core", "shout"]


@pytest.mark.usefixtures("_shout")
def test_packs_are_named_by_folder_and_by_others_names(ours: Path) -> None:
    assert names(packs.named([str(ours), "shout"])) == ["core", "shout"]
    assert packs.named([]) == ()


def test_a_policy_tightens_outcomes() -> None:
    tightened = replace(policy.load(), packs=("core",), outcomes={"core/no-date": Outcome.BLOCK})

    outcomes = {rule.id: rule.outcome for rule in packs.of_policy(tightened)[0].rules}

    assert outcomes["core/no-date"] == "block"


def test_a_policy_that_loosens_is_refused() -> None:
    looser = replace(policy.load(), outcomes={"core/shadow-library": Outcome.NOTE})

    with pytest.raises(PackError, match="would loosen 'core/shadow-library' from block to note"):
        packs.of_policy(looser)


WEAK = [
    ("core/reddit", "rule core/reddit would block on a statement of the learned model of sites alone"),
    ("core/shadow-library-mark", "rule core/shadow-library-mark would block on a clue alone"),
]


@pytest.mark.parametrize(("rule", "message"), WEAK)
def test_no_policy_makes_a_rule_block_on_style_or_clues(rule: str, message: str) -> None:
    with pytest.raises(PackError, match=message):
        packs.of_policy(replace(policy.load(), outcomes={rule: Outcome.BLOCK}))


@pytest.mark.parametrize("rule", ["generated-text/says-so", "core/generated-terms-refuse", "core/all-rights-reserved"])
def test_a_policy_makes_a_rule_block_on_what_stands_by_itself(rule: str) -> None:
    tightened = packs.of_policy(replace(policy.load(), outcomes={rule: Outcome.BLOCK}))

    assert [one.outcome for pack in tightened for one in pack.rules if one.id == rule] == ["block"]


def test_a_pack_of_ones_own_cannot_block_on_clues(tmp_path: Path) -> None:
    (tmp_path / "pack.toml").write_text('title = "House"\nversion = "1"\n')
    name = tmp_path.name.replace("_", "-")
    (tmp_path / "rules.toml").write_text(
        f'[[rule]]\nid = "{name}/all"\ntitle = "A"\nrationale = "B"\noutcome = "block"\nkind = "scraped"\n'
        '[[rule.test]]\nname = "fires"\ngiven = { kind = "scraped" }\nexpect = 1\n'
    )

    with pytest.raises(PackError, match=r"/all would block on a clue alone, which nothing may; let it ask for review"):
        packs.of_policy(replace(policy.load(), packs=(str(tmp_path),)))


def test_a_folder_behind_the_packs_that_ship_amends_them(tmp_path: Path) -> None:
    folder = tmp_path / "house"
    folder.mkdir()
    (folder / "pack.toml").write_text('title = "House"\nversion = "1"\n')
    (folder / "rules.toml").write_text('[[amend]]\nrule = "core/no-date"\nnote = "So."\noutcome = "review"\n')

    outcomes = {rule.id: rule.outcome for pack in packs.there([folder]) for rule in pack.rules}

    assert outcomes["core/no-date"] == "review"


def test_an_unknown_pack_is_refused() -> None:
    with pytest.raises(PackError, match="no rule pack named 'cor'"):
        packs.of_policy(replace(policy.load(), packs=("cor",)))


def test_a_detector_is_made_from_its_pack_and_libraries(tmp_path: Path) -> None:
    found = packs.there()

    (plain,), (with_library,) = (
        instruments.choose(found, ["generated-text"], libraries) for libraries in ([], [(tmp_path, "digest")])
    )

    assert plain.signals.folder.name == "generated_text"
    assert with_library.signals.libraries == (tmp_path,)
    assert plain.digest != with_library.digest
    assert "known-work" in instruments.left_out([plain])
