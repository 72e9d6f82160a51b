"""corpus-audit rules: listed, counted, shown, explained and tried."""

from pathlib import Path

import duckdb
import pytest

from audit import cli
from tests.cli.conftest import Command

BASE = 'title = "Base"\nversion = "1"\nreviewed = "A. Counsel, 2026-02-01"\n'
RULE = """
[[rule]]
id         = "base/licence"
topic      = "licences"
title      = "A licence"
plain      = "A licence stands on it."
rationale  = "Because."
outcome    = "review"
purposes   = ["weights-release"]
valid_from = 2026-01-01
when       = "kind = 'licence' AND jurisdiction = 'US'"
[[rule.test]]
name   = "a licence fires"
given  = { kind = "licence" }
expect = 1
[[rule.test]]
name   = "a site does not fire"
given  = { kind = "scraped" }
expect = 0
[[rule.test]]
name         = "a licence elsewhere does not fire"
given        = { kind = "licence" }
jurisdiction = "EU"
expect       = 0
"""
HOUSE = 'title = "House"\nversion = "1"\nlocks = ["base/licence"]\n'
AMEND = """
[[amend]]
rule    = "base/licence"
note    = "We are careful."
severity = "high"
or_when = "kind = 'optout'"
[[amend.test]]
name   = "an opt-out fires too"
given  = { kind = "optout" }
expect = 1
[[amend.test]]
name   = "a site does not fire"
given  = { kind = "scraped" }
expect = 0
[[amend.test]]
name   = "a licence still fires"
given  = { kind = "licence" }
expect = 1
[[amend.test]]
name         = "a licence elsewhere does not fire"
given        = { kind = "licence" }
jurisdiction = "EU"
expect       = 0
"""


@pytest.fixture
def packs(place: Path) -> tuple[str, str]:
    """A pack with a rule, and one that amends and locks it."""
    for name, head, rules in (("base", BASE, RULE), ("house", HOUSE, AMEND)):
        (place / name).mkdir()
        (place / name / "pack.toml").write_text(head)
        (place / name / "rules.toml").write_text(rules)
    return "./base", "./house"


def test_a_line_tells_outcome_and_severity_as_amended(command: Command, packs: tuple[str, str]) -> None:
    assert command("rules", "list", *packs).out == "base/licence  review  high      A licence\n"


def test_rules_are_counted_by_topic_purpose_and_jurisdiction(command: Command, packs: tuple[str, str]) -> None:
    head, places, licences = command("rules", "list", *packs, "--by", "topic").out.splitlines()

    assert head.split() == ["commercial-training", "research-training", "dataset-redistribution", "weights-release"]
    assert places.split() == ["topic", *["US", "EU", "UK", "JP"] * 4]
    assert licences.split() == ["licences", *["0"] * 12, *["1"] * 4]
    assert licences.index("1") == head.index("weights-release")


def test_each_purpose_and_jurisdiction_has_rules_of_most_topics(command: Command) -> None:
    rows = [line.split() for line in command("rules", "list", "--by", "topic").out.splitlines()[2:]]

    covered = [sum(int(row[place]) > 0 for row in rows) for place in range(1, 17)]

    assert min(covered) >= 0.7 * len(rows)


def test_a_rule_is_explained_by_its_columns_and_tests(command: Command, packs: tuple[str, str]) -> None:
    told = command("rules", "explain", "base/licence", *packs).out

    for words in (
        "base/licence: A licence\ntopic: licences; outcome: review; severity: high\n",
        "in force: 2026-01-01 to now",
        "It looks at each finding, and there at:\n  - jurisdiction: Whose law is asked about.\n  - kind: copyright, scraped",
        "By its tests it fires for:\n  - a licence fires\n  - an opt-out fires too (as amended)\n  - a licence still",
        "By its tests it does not fire for:\n  - a site does not fire\n  - a licence elsewhere does not fire\n",
        "  - amended by house: We are careful.\n  - locked by house; a waiver needs a change of that pack\n",
        "Reviewed: A. Counsel, 2026-02-01\n",
    ):
        assert words in told


def test_rules_that_ship_can_be_explained(command: Command) -> None:
    for rule in [line.split()[0] for line in command("rules", "list").out.splitlines()][::15]:
        assert "It looks at each" in command("rules", "explain", rule).out


def test_the_statement_of_a_rule_is_shown_as_it_is_run(command: Command, packs: tuple[str, str]) -> None:
    told = command("rules", "show", "base/licence", *packs, "--sql").out

    assert "INSERT INTO verdict" in told
    assert "kind = 'optout'" in told
    assert len(duckdb.connect().extract_statements(told)) == 1


def test_a_rule_that_is_not_there_cannot_be_explained(command: Command) -> None:
    assert "no rule named 'core/nothing'" in command("rules", "explain", "core/nothing").err


def test_only_the_packs_named_are_tried(command: Command, packs: tuple[str, str]) -> None:
    result = command("rules", "test", *packs)

    assert (result.status, result.err) == (0, "")
    assert result.out.endswith("7 of 7 rule tests passed\n")
    assert "changes of conditions are noticed by a test\n" in result.out


def test_what_no_test_notices_is_listed(command: Command, place: Path, packs: tuple[str, str]) -> None:
    (place / "base" / "rules.toml").write_text(
        RULE.replace("kind = 'licence'", "kind = 'licence' AND level = 'finding' AND path = 'case' AND score > 0.5")
    )

    result = command("rules", "test", "./base")

    assert """not noticed: base/licence: without ("level" = 'finding')\n""" in result.out
    assert "failed: base/licence: its tests notice" in result.err
    assert command("rules", "test", "./base", "--quiet").out == ""


HOSTILE = {
    "a query in a condition": ("base/rules.toml", RULE.replace("kind = 'licence'", "kind = (SELECT 1)"), "a query inside it"),
    "a file in a condition": (
        "base/rules.toml",
        RULE.replace("kind = 'licence'", "read_text('/etc/passwd') = ''"),
        "'read_text'",
    ),
    "a loosening": ("house/rules.toml", AMEND.replace("high", "low"), "corpus-audit waive"),
    "a bracket closed early": (
        "house/rules.toml",
        AMEND.replace("kind = 'optout'", "TRUE) OR (TRUE); SELECT (1"),
        "more than one",
    ),
    "an escape code": ("base/pack.toml", BASE.replace("Base", "\\u001b[2J"), "control character U+001B"),
    "not UTF-8": ("base/pack.toml", "title = '\udcff'", "not UTF-8"),
    "a test that gives nonsense": ("base/rules.toml", RULE.replace('"scraped"', "[1]"), "must be a text"),
    "an endless number": ("base/rules.toml", RULE.replace("expect = 1", "expect = " + "9" * 5000), "is not TOML"),
}


@pytest.mark.parametrize(("file", "text", "message"), HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_pack_is_refused_in_words(
    command: Command, place: Path, packs: tuple[str, str], file: str, text: str, message: str
) -> None:
    (place / file).write_bytes(text.encode(errors="surrogateescape"))

    result = command("rules", "test", *packs)

    assert result.status == 2
    assert message in result.err
    assert "Traceback" not in result.err


def test_the_name_of_a_pack_with_a_null_character_is_unknown(place: Path) -> None:
    assert cli.status(["rules", "list", "./a\0b"]) == 2


def test_an_outcome_that_a_policy_tightens_fails_the_gate(command: Command, scan: Command, place: Path) -> None:
    least = 'purposes = ["research-training"]\njurisdictions = ["EU"]\n'
    (place / "plain.toml").write_text(least)
    (place / "strict.toml").write_text(least + '[outcomes]\n"generated-text/says-so" = "block"\n')
    scan()

    assert command("judge", "--policy", "plain.toml").status == 0
    assert command("gate").status == 0
    assert command("judge", "--policy", "strict.toml").status == 0
    assert command("gate").status == 1
    assert '"rule":"generated-text/says-so","outcome":"block"' in command("verdicts", "--format", "jsonl").out


def test_a_policy_that_would_loosen_is_refused_in_words(command: Command, scan: Command, place: Path) -> None:
    (place / "p.toml").write_text(
        'purposes = ["research-training"]\njurisdictions = ["EU"]\n[outcomes]\n"core/shadow-library" = "note"\n'
    )
    scan()

    refused = command("judge", "--policy", "p.toml")

    assert refused.status == 2
    assert "would loosen 'core/shadow-library' from block to note" in refused.err
    assert "corpus-audit waive" in refused.err
