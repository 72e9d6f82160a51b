"""What rules have to show: tests of both kinds that notice changes, plain words, and no block on style alone."""

from pathlib import Path

import pytest

from audit import rulepacks
from audit.errors import PackError
from audit.judge import Proof, bench, mutants, prove
from audit.rulepacks import Pack
from audit.store import trials

HEAD = 'title = "Ours"\nversion = "1"\n'
RULE = """
[[rule]]
id        = "ours/rule"
title     = "A rule"
rationale = "Because."
outcome   = "{outcome}"
when      = \"\"\"{when}\"\"\"
"""
FIRES = '[[rule.test]]\nname = "fires"\ngiven = [{rows}]\nexpect = {expect}\n'
SILENT = '[[rule.test]]\nname = "is silent"\ngiven = [{rows}]\nexpect = 0\n'


def ours(place: Path, rules: str, name: str = "ours") -> Path:
    folder = place / name
    folder.mkdir()
    (folder / "pack.toml").write_text(HEAD)
    (folder / "rules.toml").write_text(rules)
    return folder


def rule(when: str, fires: str = "", silent: str = "", outcome: str = "review", expect: int = 1) -> str:
    return (
        RULE.format(when=when, outcome=outcome)
        + (FIRES.format(rows=fires, expect=expect) if fires else "")
        + (SILENT.format(rows=silent) if silent else "")
    )


def proof(place: Path, rules: str) -> Proof:
    return prove(rulepacks.load([ours(place, rules)]))


def complaints(place: Path, rules: str) -> list[str]:
    return [words for _, words in proof(place, rules).complaints]


WELL = rule("kind = 'licence'", '{ kind = "licence" }', '{ kind = "scraped" }')


def test_a_rule_with_good_tests_and_plain_words_is_proved(tmp_path: Path) -> None:
    found = proof(tmp_path, WELL)

    assert found.passed
    assert [(mutation.mutants, mutation.unnoticed, mutation.noticed_share) for mutation in found.mutations] == [(2, (), 1.0)]


def test_a_failed_test_is_no_proof_and_its_mutants_are_not_tried(tmp_path: Path) -> None:
    found = proof(tmp_path, WELL.replace("expect = 1", "expect = 2"))

    assert (found.passed, found.complaints, found.mutations) == (False, (), ())
    assert [result.passed for result in found.results] == [False, True]


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        (rule("kind = 'licence'", silent='{ kind = "scraped" }'), "has no test in which it fires"),
        (rule("kind = 'licence'", fires='{ kind = "licence" }'), "has no test in which it is silent"),
    ],
    ids=["no firing test", "no silent test"],
)
def test_a_rule_needs_a_test_of_each_kind(tmp_path: Path, rules: str, words: str) -> None:
    assert words in complaints(tmp_path, rules)


def test_tests_that_notice_too_little_are_told(tmp_path: Path) -> None:
    rules = rule("kind = 'licence' AND scope IN ('page', 'file')", '{ kind = "licence", scope = "page" }', '{ kind = "scraped" }')

    assert complaints(tmp_path, rules) == ["its tests notice 57% of 7 changes of its condition; 80% is the least: add tests"]


def test_hard_words_are_told(tmp_path: Path) -> None:
    rules = WELL.replace("when", "plain = '" + "Jurisdictional considerations predominate. " * 3 + "'\nwhen", 1)

    assert complaints(tmp_path, rules)[0].startswith("its plain words have a LIX of 103")


WEAK = [
    ("it asks for nothing", "kind = 'generated'", '{ kind = "generated" }', {"a statement that rests on style", "a clue"}),
    (
        "it asks for a finding",
        "kind = 'generated' AND level = 'finding'",
        '{ kind = "generated" }',
        {"a statement that rests on style"},
    ),
    (
        "it asks for no style",
        "kind = 'generated' AND level = 'finding' AND basis = 'text'",
        '{ kind = "generated", basis = "text" }',
        set(),
    ),
    (
        "it takes the learned model",
        "kind = 'scraped' AND level = 'finding'",
        '{ kind = "scraped" }',
        {"a statement of the learned model of sites"},
    ),
    (
        "it asks for an address",
        "kind = 'scraped' AND level = 'finding' AND tier = 'url'",
        '{ kind = "scraped", tier = "url" }',
        set(),
    ),
]


@pytest.mark.parametrize(("when", "fires", "weak"), [case[1:] for case in WEAK], ids=[case[0] for case in WEAK])
def test_a_block_on_style_or_clues_alone_is_told(tmp_path: Path, when: str, fires: str, weak: set[str]) -> None:
    rules = rule(when, fires, '{ kind = "licence" }', outcome="block")

    told = {words.split(" alone;")[0].removeprefix("blocks on ") for words in complaints(tmp_path, rules) if "blocks on" in words}

    assert told == weak


def test_a_review_of_style_is_no_block(tmp_path: Path) -> None:
    assert not [
        words for words in complaints(tmp_path, rule("kind = 'generated'", '{ kind = "generated" }')) if "blocks" in words
    ]


def test_nothing_that_ships_blocks_on_style_and_all_that_ships_is_proved() -> None:
    found = prove(rulepacks.load())

    assert found.complaints == ()
    assert found.passed
    assert sum(len(mutation.unnoticed) for mutation in found.mutations) < 0.05 * sum(one.mutants for one in found.mutations)


def amended(place: Path, keys: str) -> tuple[Pack, ...]:
    base = ours(place, WELL)
    return rulepacks.load([base, ours(place, '[[amend]]\nrule = "ours/rule"\nnote = "We are careful."\n' + keys, "house")])


def test_an_added_condition_needs_a_test_of_its_own(tmp_path: Path) -> None:
    found = prove(amended(tmp_path, "or_when = \"kind = 'optout'\""), ["house"])

    assert found.complaints == (("ours/rule", "has no test in which the condition fires that pack 'house' adds"),)


def test_tests_of_a_pack_are_of_the_rule_as_that_pack_states_it(tmp_path: Path) -> None:
    keys = (
        "or_when = \"kind = 'scraped'\"\n"
        '[[amend.test]]\nname = "the added kind"\ngiven = { kind = "scraped" }\nexpect = 1\n'
        '[[amend.test]]\nname = "the kind of before"\ngiven = { kind = "licence" }\nexpect = 1\n'
        '[[amend.test]]\nname = "another"\ngiven = { kind = "optout" }\nexpect = 0\n'
    )

    found = prove(amended(tmp_path, keys))

    assert found.passed
    assert [(mutation.rule, mutation.mutants) for mutation in found.mutations] == [("ours/rule", 2), ("ours/rule", 6)]


def test_an_amendment_that_blocks_on_style_is_told(tmp_path: Path) -> None:
    keys = (
        "outcome = 'block'\nor_when = \"kind = 'generated'\"\n"
        '[[amend.test]]\nname = "the added kind"\ngiven = { kind = "generated" }\nexpect = 1\n'
        '[[amend.test]]\nname = "another"\ngiven = { kind = "optout" }\nexpect = 0\n'
    )

    told = [words for _, words in prove(amended(tmp_path, keys)).complaints]

    assert "blocks on a statement that rests on style alone; leave such findings out of its condition" in told


MUTANTS = [
    ("an equation", "kind = 'a'", ["(kind != 'a')", "(kind = 'a~')"]),
    ("an inequation", "kind <> 'a'", ["(kind = 'a')", "(kind != 'a~')"]),
    ("below", "score < 0.5", ["(score >= 0.5)", "(score < 2)", "(score < -1.5)"]),
    ("at least", "score >= 2", ["(score < 2)", "(score >= 5)", "(score >= -3)"]),
    ("above", "score > 0", ["(score <= 0)", "(score > 1)", "(score > -1)"]),
    ("at most", "score <= 1", ["(score > 1)", "(score <= 3)", "(score <= -2)"]),
    ("and", "modified AND common", ["common", "modified"]),
    ("three", "modified AND common AND quoted", ["(common AND quoted)", "(modified AND quoted)", "(modified AND common)"]),
    ("not", "NOT modified", ["modified"]),
    ("unknown", "spdx IS NULL", ["(spdx IS NOT NULL)"]),
    ("known", "spdx IS NOT NULL", ["(spdx IS NULL)"]),
    ("a list", "kind IN ('a', 'b')", ["(kind IN ('b'))", "(kind IN ('a'))", "(NOT (kind IN ('a', 'b')))"]),
    ("a list of one", "kind IN ('a')", ["(NOT (kind IN ('a')))", "(kind IN ('a~'))"]),
    (
        "a list of columns",
        "'a' IN (platform, source_kind)",
        [
            "('a' IN (source_kind))",
            "('a' IN (platform))",
            "(NOT ('a' IN (platform, source_kind)))",
            "('a~' IN (platform, source_kind))",
        ],
    ),
    (
        "a range",
        "score BETWEEN 1 AND 2",
        [
            "(NOT (score BETWEEN 1 AND 2))",
            "(score BETWEEN 3 AND 2)",
            "(score BETWEEN -2 AND 2)",
            "(score BETWEEN 1 AND 5)",
            "(score BETWEEN 1 AND -3)",
        ],
    ),
    (
        "a default",
        "coalesce(score, 2) >= 1",
        ["(COALESCE(score, 2) < 1)", "(score >= 1)", "(COALESCE(score, 2) >= 3)", "(COALESCE(score, 2) >= -2)"],
    ),
    (
        "a day",
        "captured < DATE '2020-01-01'",
        [
            "(captured >= CAST('2020-01-01' AS DATE))",
            "(captured < CAST('1900-01-01' AS DATE))",
            "(captured < CAST('2999-12-31' AS DATE))",
        ],
    ),
    ("a truth", "modified = TRUE", ["(modified != true)", "(modified = false)"]),
    ("a falsehood", "modified = FALSE", ["(modified != false)", "(modified = true)"]),
    ("a pattern", "url LIKE 'a%'", ["(url ~~ 'a%~')"]),
]


@pytest.mark.parametrize(("when", "expected"), [case[1:] for case in MUTANTS], ids=[case[0] for case in MUTANTS])
def test_each_thing_in_a_condition_is_changed_once(tmp_path: Path, when: str, expected: list[str]) -> None:
    packs = rulepacks.load([ours(tmp_path, rule(when))])
    with bench.laid(packs, []) as laid:
        made = [trials.written(laid.store, one.tree) for one in mutants.of(trials.condition_tree(laid.store, packs[0].rules[0]))]

    assert sorted(name.lower() for name in made) == sorted(name.lower() for name in expected)


def test_a_mutant_that_cannot_run_is_not_counted(tmp_path: Path) -> None:
    when = "CASE kind WHEN 'licence' THEN CAST(work AS INTEGER) < 7 ELSE kind = 'optout' END"
    rules = rule(when, '{ kind = "licence", work = "3" }, { kind = "optout" }', '{ kind = "scraped", work = "x" }', expect=2)

    found = proof(tmp_path, rules)

    assert all(result.passed for result in found.results)
    assert found.mutations[0].mutants == 7 - 1


MISFIT = [
    ("a text for a number", 'score = "high"', "gives 'score', which must be a number"),
    ("a truth for a number", "score = true", "gives 'score', which must be a number"),
    ("a number without end", "bytes = 0xffffffffffffffffffff", "gives 'bytes', which must be a whole number"),
    ("a part for a whole", "bytes = 1.5", "gives 'bytes', which must be a whole number"),
    ("a text for a truth", 'modified = "yes"', "gives 'modified', which must be true or false"),
    ("a text for a day", 'captured = "2026-01-31"', "gives 'captured', which must be a date"),
    ("a number for a text", "spdx = 1", "gives 'spdx', which must be a text"),
    ("a table for a text", "spdx = { a = 1 }", "gives 'spdx', which must be a text"),
    ("a purpose", 'purpose = "x"', "gives 'purpose'"),
    ("what terms say", 'output_class = "permits"', "gives 'output_class'"),
]


@pytest.mark.parametrize(("given", "message"), [case[1:] for case in MISFIT], ids=[case[0] for case in MISFIT])
def test_a_test_that_gives_what_does_not_fit_is_refused(tmp_path: Path, given: str, message: str) -> None:
    with pytest.raises(PackError) as refused:
        proof(tmp_path, rule("kind = 'licence'", f"{{ {given} }}"))

    assert message in str(refused.value)


def test_a_condition_that_fails_on_its_tests_is_told(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="rule ours/rule: its condition fails on its tests: Conversion Error"):
        proof(tmp_path, rule("CAST(work AS INTEGER) < 7", '{ work = "x" }'))


def test_a_test_of_a_measure_sees_its_own_rows_only(tmp_path: Path) -> None:
    rules = rule("measure = 'a' AND value > 1", '{ measure = "a", value = 2 }', '{ measure = "a", value = 1 }').replace(
        "outcome ", 'view = "measure"\noutcome ', 1
    )

    assert [(result.fired, result.passed) for result in proof(tmp_path, rules).results] == [(1, True), (0, True)]


def test_a_rule_sees_purpose_and_jurisdiction_of_its_test(tmp_path: Path) -> None:
    rules = rule("purpose = 'weights-release' AND jurisdiction = 'JP'", "{ kind = 'licence' }", "{ kind = 'licence' }").replace(
        "expect = 1", 'expect = 1\npurpose = "weights-release"\njurisdiction = "JP"', 1
    )

    assert all(result.passed for result in proof(tmp_path, rules).results)
