"""Commands beside the audit: rules, demo, inspect, index, match."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Command = Callable[..., Any]


def test_the_demo_audits_the_examples(command: Command, place: Path) -> None:
    result = command("demo", "shown")

    assert result.status == 1
    assert "NOT PASSED" in result.out
    assert result.err.endswith("Now open shown/report.html in a browser.\n")
    assert (place / "shown" / "report.html").is_file()


def test_a_demo_writes_over_nothing(command: Command, place: Path) -> None:
    result = command("demo", "corpus")

    assert result.status == 2
    assert "'corpus' is there already and not empty; give another folder: corpus-audit demo FOLDER" in result.err


def test_a_demo_that_cannot_be_written_is_told(command: Command, place: Path) -> None:
    (place / "file").touch()

    assert "cannot write to file/shown" in command("demo", "file/shown").err


def test_a_corpus_is_inspected(command: Command) -> None:
    shown = command("inspect", "corpus")

    assert "1 file of jsonl" in shown.out
    assert "-> text" in shown.out
    assert json.loads(command("inspect", "corpus", "--json").out)["groups"][0]["format"] == "jsonl"


def test_works_are_indexed_and_matched(command: Command, place: Path) -> None:
    passage = (
        "The ferry never stopped at the ninth landing, though the bell was rung each night by a hand nobody saw, and answered."
    )
    (place / "works").mkdir()
    (place / "works" / "ninth.txt").write_text(f"Chapter one. {passage} Then it was morning.")
    (place / "text.txt").write_text(f"I read this once: {passage.replace('bell', 'be11')} \x1b[31m")

    made = command("index", "works", "-o", "library")
    shown = command("match", "text.txt", "--works", "library")
    lines = command("match", "text.txt", "--works", "library", "--json").out.splitlines()

    assert made.out == "1 works in library; use it with --works library\n"
    assert "work ninth" in shown.out
    assert " | " in shown.out
    assert "\x1b" not in shown.out
    assert json.loads(lines[0])["attributes"]["work"] == "ninth"


def test_no_match_is_no_proof(command: Command, place: Path) -> None:
    (place / "works").mkdir()
    (place / "works" / "ninth.txt").write_text(
        "The ferry never stopped at the ninth landing, though the bell was rung each night."
    )

    assert "no passage of these works found; that is no proof" in command("match", "corpus", "--works", "works").out


def test_an_index_can_be_quiet_and_is_refused_where_other_things_lie(command: Command, place: Path) -> None:
    (place / "works").mkdir()
    (place / "works" / "a.txt").write_text("A short work.")

    assert command("index", "works", "-o", "library", "-q").out == ""
    assert "holds something other than a library" in command("index", "works", "-o", "corpus").err


def test_rules_are_listed(command: Command) -> None:
    lines = command("rules", "list", "generated-text").out.splitlines()

    assert lines
    assert all(line.startswith("generated-text/") for line in lines)


def test_rules_are_listed_in_json(command: Command) -> None:
    rules = [json.loads(line) for line in command("rules", "list", "--json").out.splitlines()]

    assert all({"id", "outcome", "rationale", "when"} <= set(rule) for rule in rules)


def test_a_rule_is_shown_in_words(command: Command) -> None:
    rule_id = json.loads(command("rules", "list", "--json").out.splitlines()[0])["id"]

    shown = command("rules", "show", rule_id)

    assert shown.out.startswith(f"{rule_id}: ")
    assert "Why: " in shown.out
    assert json.loads(command("rules", "show", rule_id, "--json").out)["id"] == rule_id


def test_the_tests_of_all_rules_pass(command: Command) -> None:
    result = command("rules", "test")

    assert (result.status, result.err) == (0, "")
    assert result.out.endswith("rule tests passed\n")


def test_a_failing_test_of_a_rule_is_told(command: Command, place: Path) -> None:
    (place / "ours").mkdir()
    (place / "ours" / "pack.toml").write_text('title = "Ours"\nversion = "1"\n')
    (place / "ours" / "rules.toml").write_text(
        '[[rule]]\nid = "ours/all"\ntitle = "All"\nrationale = "All."\noutcome = "note"\nkind = "scraped"\n'
        '[[rule.test]]\nname = "fires twice"\ngiven = [{kind = "scraped"}]\nexpect = 2\n'
    )

    result = command("rules", "test", "./ours", "--quiet")

    assert (result.status, result.out) == (2, "")
    assert "failed: ours/all: fires twice: fired 1 times, not 2" in result.err
