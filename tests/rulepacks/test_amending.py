"""A later pack or a policy makes rules stricter and never milder; a locked rule stays as it is."""

from dataclasses import replace
from pathlib import Path

import pytest

from audit import policy, rulepacks
from audit.errors import ConfigurationError, PackError
from audit.model import Outcome, Policy, Rule, Severity
from audit.rulepacks import Lock, Pack

PACK = 'title = "A pack"\nversion = "1"\n'
RULE = """
[[rule]]
id        = "base/licence"
title     = "A licence"
rationale = "Because."
outcome   = "review"
severity  = "medium"
when      = "kind = 'licence' -- a remark"
[[rule.test]]
name   = "fires"
given  = { kind = "licence" }
expect = 1
"""
AMEND = """
[[amend]]
rule = "base/licence"
note = "We are careful."
"""
POLICY = policy.load()


def pack(place: Path, name: str, rules: str = "", head: str = "") -> Path:
    folder = place / name
    folder.mkdir(exist_ok=True)
    (folder / "pack.toml").write_text(PACK + head)
    (folder / "rules.toml").write_text(rules)
    return folder


def amended(place: Path, keys: str, head: str = "", base: str = "") -> tuple[Pack, ...]:
    return rulepacks.load([pack(place, "base", RULE, base), pack(place, "house", AMEND + keys, head)])


def only_rule(packs: tuple[Pack, ...]) -> Rule:
    (rule,) = packs[0].rules
    return rule


TIGHTER = [
    ("outcome", 'outcome = "block"', "outcome", Outcome.BLOCK),
    ("the same outcome", 'outcome = "review"', "outcome", Outcome.REVIEW),
    ("severity", 'severity = "critical"', "severity", Severity.CRITICAL),
    ("threshold", "threshold = 3", "threshold", 3),
    ("no more", "threshold = 0", "threshold", 0),
    (
        "condition",
        "or_when = \"kind = 'optout'\"",
        "when",
        "(kind = 'licence' -- a remark\n) OR (kind = 'optout'\n)",
    ),
]


@pytest.mark.parametrize(("keys", "field", "value"), [case[1:] for case in TIGHTER], ids=[case[0] for case in TIGHTER])
def test_a_later_pack_tightens(tmp_path: Path, keys: str, field: str, value: object) -> None:
    packs = amended(tmp_path, keys)

    assert getattr(only_rule(packs), field) == value
    assert only_rule(packs).rationale == "Because.\n\nAmended by the pack house: We are careful."


def test_the_rule_as_its_own_pack_states_it_is_kept(tmp_path: Path) -> None:
    base, house = amended(tmp_path, 'outcome = "block"')

    stated = base.stated["base/licence"]

    assert (stated.outcome, stated.rationale) == (Outcome.REVIEW, "Because.")
    assert stated.digest != base.rules[0].digest
    assert (house.stated, [amendment.rule for amendment in house.amendments]) == ({}, ["base/licence"])


def test_two_packs_tighten_one_rule_in_turn(tmp_path: Path) -> None:
    folders = [
        pack(tmp_path, "base", RULE),
        pack(tmp_path, "house", AMEND + 'severity = "high"\nthreshold = 1'),
        pack(tmp_path, "team", AMEND + 'outcome = "block"\nthreshold = 9'),
    ]

    rule = only_rule(rulepacks.load(folders))

    assert (rule.severity, rule.outcome, rule.threshold) == (Severity.HIGH, Outcome.BLOCK, 1)
    assert rule.rationale.count("Amended by") == 2


LOOSER = [
    ("a milder outcome", 'outcome = "note"', "would loosen 'base/licence' from review to note"),
    ("a milder severity", 'severity = "info"', "would loosen 'base/licence' from medium to info"),
    ("a condition of its own", "when = 'FALSE'", "'when' could loosen the rule"),
    ("a further condition", "and_when = 'FALSE'", "'and_when' could loosen the rule"),
    ("an exception", "unless = 'TRUE'", "'unless' could loosen the rule"),
    ("fewer purposes", "purposes = []", "'purposes' could loosen the rule"),
    ("fewer jurisdictions", "jurisdictions = []", "'jurisdictions' could loosen the rule"),
    ("an end", "valid_to = 2020-01-01", "'valid_to' could loosen the rule"),
    ("a switch", "disabled = true", "'disabled' could loosen the rule"),
]


@pytest.mark.parametrize(("keys", "message"), [case[1:] for case in LOOSER], ids=[case[0] for case in LOOSER])
def test_loosening_is_refused_and_a_waiver_is_named(tmp_path: Path, keys: str, message: str) -> None:
    with pytest.raises(PackError) as refused:
        amended(tmp_path, keys)

    assert message in str(refused.value)
    assert "corpus-audit waive" in str(refused.value)


WRONG = [
    ("nothing", "", "it amends nothing"),
    ("an unknown key", "colour = 'red'\nthreshold = 1", "unknown key 'colour'"),
    ("an unknown outcome", "outcome = 'stop'", "'outcome' cannot be 'stop'"),
    ("a threshold below 0", "threshold = -1", "'threshold' must be a whole number of verdicts"),
    ("a blank condition", "or_when = ' '", "'or_when' is empty"),
]


@pytest.mark.parametrize(("keys", "message"), [case[1:] for case in WRONG], ids=[case[0] for case in WRONG])
def test_an_amendment_that_does_not_fit_is_refused(tmp_path: Path, keys: str, message: str) -> None:
    with pytest.raises(PackError) as refused:
        amended(tmp_path, keys)

    assert message in str(refused.value)


def test_a_rule_of_no_pack_cannot_be_amended(tmp_path: Path) -> None:
    rules = AMEND.replace("base/licence", "base/licenc") + "threshold = 0"

    with pytest.raises(PackError, match="which is no rule of the packs before it; did you mean 'base/licence'"):
        rulepacks.load([pack(tmp_path, "base", RULE), pack(tmp_path, "house", rules)])


def test_a_rule_of_a_pack_behind_cannot_be_amended(tmp_path: Path) -> None:
    folders = [pack(tmp_path, "house", AMEND + "threshold = 0"), pack(tmp_path, "base", RULE)]

    with pytest.raises(PackError, match="no rule of a pack before it; name that pack first"):
        rulepacks.load(folders)


def test_a_lock_of_an_unknown_rule_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="pack 'house' locks 'base/nothing', which is no rule of a pack up to it"):
        rulepacks.load([pack(tmp_path, "base", RULE), pack(tmp_path, "house", "", 'locks = ["base/nothing"]\n')])


LOCKS = 'locks = ["base/licence"]\napprovers = ["A. Counsel"]\n'


def test_the_pack_that_locks_a_rule_can_amend_it_and_says_who_approves(tmp_path: Path) -> None:
    packs = amended(tmp_path, 'outcome = "block"', LOCKS)

    assert only_rule(packs).outcome == "block"
    assert rulepacks.locked(packs) == {"base/licence": Lock("house", ("A. Counsel",))}


def test_a_pack_behind_the_lock_cannot_amend(tmp_path: Path) -> None:
    folders = [pack(tmp_path, "base", RULE, LOCKS), pack(tmp_path, "house", AMEND + 'outcome = "block"')]

    with pytest.raises(PackError, match="pack 'house' amends 'base/licence', which pack 'base' locks"):
        rulepacks.load(folders)


def test_a_second_lock_changes_no_approver(tmp_path: Path) -> None:
    folders = [pack(tmp_path, "base", RULE, LOCKS), pack(tmp_path, "house", "", LOCKS.replace("Counsel", "Nother"))]

    assert rulepacks.locked(rulepacks.load(folders))["base/licence"].approvers == ("A. Counsel",)


def test_a_policy_that_leaves_a_locked_rules_pack_out_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="pack 'house' locks 'base/licence', which is no rule of a pack up to it"):
        rulepacks.load([pack(tmp_path, "house", "", LOCKS)])


def by_policy(packs: tuple[Pack, ...], **keys: object) -> Rule:
    made: Policy = replace(POLICY, **keys)  # type: ignore[arg-type]
    return only_rule(rulepacks.by_policy(packs, made))


def test_a_policy_tightens_an_outcome(tmp_path: Path) -> None:
    packs = amended(tmp_path, "threshold = 2")

    tightened = by_policy(packs, outcomes={"base/licence": Outcome.BLOCK}, thresholds={"base/licence": 2})

    assert tightened.outcome == "block"
    assert tightened.digest != only_rule(packs).digest


def test_a_policy_changes_nothing_twice(tmp_path: Path) -> None:
    made = replace(POLICY, outcomes={"base/licence": Outcome.BLOCK})
    once = rulepacks.by_policy(amended(tmp_path, "threshold = 2"), made)

    assert only_rule(rulepacks.by_policy(once, made)) == only_rule(once)


REFUSED = [
    ("a milder outcome", {"outcomes": {"base/licence": Outcome.NOTE}}, "would loosen 'base/licence' from review to note"),
    ("an unknown rule", {"outcomes": {"base/licenc": Outcome.NOTE}}, "its outcomes name 'base/licenc', which is no rule"),
    ("more than a pack allows", {"thresholds": {"base/licence": 3}}, "threshold of 'base/licence' is above 2"),
]


@pytest.mark.parametrize(("keys", "message"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_a_policy_that_loosens_is_refused(tmp_path: Path, keys: dict[str, object], message: str) -> None:
    with pytest.raises(ConfigurationError) as refused:
        by_policy(amended(tmp_path, "threshold = 2"), **keys)

    assert message in str(refused.value)


def test_a_policy_gives_a_locked_rule_no_threshold(tmp_path: Path) -> None:
    packs = amended(tmp_path, 'outcome = "block"', LOCKS)

    assert by_policy(packs, thresholds={"base/licence": 0}).outcome == "block"
    with pytest.raises(ConfigurationError, match="pack 'house' locks 'base/licence', so that its threshold stays 0"):
        by_policy(packs, thresholds={"base/licence": 1})
