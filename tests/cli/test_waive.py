"""Waivers and baselines as a person gives them: written from a run, laid onto the next judgement, and told."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Command = Callable[..., Any]
RULE = "generated-text/says-so"
WHY = [
    "--reason-code",
    "FALSE_POSITIVE",
    "--reason",
    "A quotation.",
    "--owner",
    "Mira",
    "--approver",
    "Nils",
    "--evidence",
    "doc-1",
]
DAYS = ["--expires", "2026-03-01"]
WAIVE = ["waive", "audit-run", "--rule", RULE, *WHY, *DAYS]


@pytest.fixture
def fingerprint(command: Command, judged: Path) -> str:
    """Of the one finding that the rule has verdicts on."""
    found: str = next(row["fingerprint"] for row in _verdicts(command) if row["rule"] == RULE)
    return found


def _verdicts(command: Command) -> list[dict[str, Any]]:
    return [json.loads(line) for line in command("verdicts").out.splitlines()]


def test_a_waiver_is_written_and_lets_pass(command: Command, place: Path, fingerprint: str) -> None:
    written = command(*WAIVE, "--fingerprint", fingerprint, "--id", "quote")
    judged = command("judge", "--waivers", "waivers.toml")
    waived = [row for row in _verdicts(command) if row["waiver"]]

    assert written.status == 0
    assert written.out.startswith("quote covers until 2026-03-01: verdicts ")
    assert "added to waivers.toml; next: corpus-audit judge --run audit-run --waivers waivers.toml" in written.out
    assert (judged.status, judged.err) == (0, "")
    assert {(row["rule"], row["waiver"]) for row in waived} == {(RULE, "quote")}
    assert command("waivers", "check", "--strict").out.startswith("used          quote  generated-text/says-so  ")
    assert command("gate", "--strict", "--min-coverage", "0", "--fail-on", "note").status == 1


def test_a_waiver_that_ended_is_told_and_fails_a_strict_gate(command: Command, place: Path, fingerprint: str) -> None:
    command(*WAIVE, "--fingerprint", fingerprint, "--id", "quote")

    judged = command("judge", "--waivers", "waivers.toml", "--as-of", "2026-03-02")
    checked = command("waivers", "check", "--strict", "--as-of", "2026-03-02")
    gated = command("gate", "--strict", "--min-coverage", "0")

    said = "waiver quote is expired: it ended on 2026-03-01; its verdicts are open again; renew it, or take it out"
    assert judged.err == said + "\n"
    assert not any(row["waiver"] for row in _verdicts(command))
    assert (checked.status, checked.out.splitlines()[-1]) == (1, "1 waivers, 1 of them to be looked at")
    assert (gated.status, said in gated.out) == (1, True)
    assert command("gate", "--min-coverage", "0").status == 0
    assert command("judge", "--waivers", "waivers.toml", "--as-of", "2026-03-02", "--quiet").err == ""
    assert json.loads((place / "audit-run" / "run.json").read_text())["as_of"] == "2026-03-02"


def test_the_last_day_is_included(command: Command, place: Path, fingerprint: str) -> None:
    command(*WAIVE, "--fingerprint", fingerprint)

    told = command("judge", "--waivers", "waivers.toml", "--as-of", "2026-03-01").err

    assert "is expiring: its last day is 2026-03-01, today: urgent; renew it in time" in told


def test_a_waiver_can_be_looked_at_first(command: Command, place: Path, fingerprint: str) -> None:
    shown = command(*WAIVE, "--path", "*.jsonl", "--jurisdiction", "EU", "--purpose", "commercial-training", "--dry-run")

    assert not (place / "waivers.toml").exists()
    assert shown.out.startswith('[[waiver]]\nid = "says-so-')
    assert 'where = { path = "*.jsonl" }\npurposes = ["commercial-training"]\njurisdictions = ["EU"]\n' in shown.out
    assert "created = 2026-01-01\nexpires = 2026-03-01\n" in shown.out
    assert "covers until 2026-03-01: verdicts 1, findings or measures 1, documents 1" in shown.err


def test_a_waiver_can_be_a_line_of_json(command: Command, place: Path, fingerprint: str) -> None:
    command(*WAIVE, "--path", "*.jsonl", "-o", "w.jsonl")

    (one,) = [json.loads(line) for line in command("waivers", "list", "w.jsonl", "--json").out.splitlines()]
    assert (one["where"], one["count"], one["approver"]) == ({"path": "*.jsonl"}, 1, "Nils")
    assert json.loads(command("waivers", "check", "w.jsonl", "--json").out)["state"] == "used"


def test_waivers_are_listed(command: Command, place: Path, fingerprint: str) -> None:
    command(*WAIVE, "--path", "*.jsonl", "--id", "quotes")

    listed = command("waivers", "list")

    assert listed.out == (
        f"quotes  {RULE}  1 finding of path *.jsonl  until 2026-03-01  FALSE_POSITIVE  Mira, approved by Nils\n"
    )


REFUSED = [
    ("nothing is named", [], "name what it covers: --fingerprint, or a group"),
    ("both are named", ["--fingerprint", "0" * 32, "--work", "alice"], "and not both"),
    ("nothing is selected", ["--work", "alice"], "has no verdict on what is selected in audit-run"),
    ("an unknown fingerprint", ["--fingerprint", "0" * 32], f"has no verdict on the fingerprint {'0' * 32} in audit-run"),
    ("an unknown rule", ["--path", "*", "--rule", "generated-text/say-so"], "did you mean 'generated-text/says-so'?"),
    ("one person", ["--path", "*", "--approver", "MIRA"], "'MIRA' is owner and approver"),
    ("too long", ["--path", "*", "--expires", "2027-01-01"], "more than 180 days"),
    ("an odd id", ["--path", "*", "--id", "a b"], "'id' must be letters"),
    ("a day that is none", ["--path", "*", "--expires", "soon"], "'soon' is no day"),
]


@pytest.mark.parametrize(("words", "said"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_a_waiver_that_cannot_stand_is_not_written(
    command: Command, place: Path, judged: Path, words: list[str], said: str
) -> None:
    result = command(*WAIVE, *words)

    assert result.status == 2
    assert said in result.err
    assert not (place / "waivers.toml").exists()


def test_files_are_checked_before_a_scan_begins(command: Command, place: Path) -> None:
    (place / "w.toml").write_text("[[waiver]]\n")

    result = command("run", "corpus", "--waivers", "w.toml", "--engine", "serial")

    assert (result.status, (place / "audit-run").exists()) == (2, False)
    assert "w.toml: waiver number 1: 'id' is missing" in result.err


def test_a_whole_audit_takes_waivers_and_a_baseline(command: Command, place: Path, fingerprint: str) -> None:
    command(*WAIVE, "--fingerprint", fingerprint)
    command("baseline", "-o", "b.jsonl")
    scan = ["run", "corpus", "--engine", "serial", "--detectors", "generated-text", "--min-coverage", "0", "-o", "json=r.json"]

    result = command(*scan, "--waivers", "waivers.toml", "--baseline", "b.jsonl", "--fail-on-new", "--as-of", "2026-01-02")

    assert result.status == 0
    told = json.loads((place / "r.json").read_text())["report"]
    assert [row["state"] for row in told["decisions"]["waivers"]] == ["used"]
    assert told["decisions"]["fail_on_new"] is True
    assert set(told["digests"]) >= {"waivers waivers.toml", "baseline"}
    assert "Decisions" in result.out


def test_files_of_one_name_are_told_apart(command: Command, place: Path, fingerprint: str) -> None:
    for folder in ("one", "two"):
        (place / folder).mkdir()
        command(*WAIVE, "--fingerprint", fingerprint, "--id", folder, "-o", f"{folder}/w.toml")

    command("judge", "--waivers", "one/w.toml", "--waivers", "two/w.toml")

    noted = json.loads((place / "audit-run" / "run.json").read_text())["decisions"]
    assert set(noted) == {"waivers one/w.toml", "waivers two/w.toml"}


def test_a_baseline_lets_known_verdicts_pass(command: Command, place: Path, judged: Path) -> None:
    gate = ["gate", "--min-coverage", "0", "--fail-on", "note"]
    assert command(*gate).status == 1

    written = command("baseline", "audit-run", "-o", "b.jsonl")
    known = command(*gate, "--baseline", "b.jsonl", "--fail-on-new")

    lines = (place / "b.jsonl").read_text().splitlines()
    assert written.out == f"b.jsonl: {len(lines)} verdicts, {len(lines)} of them new to it; 0 lines went\n"
    assert known.status == 0
    assert "in the baseline, which lets them pass." in known.out
    assert all(row["baselined"] for row in _verdicts(command))
    assert command(*gate).status == 1
    assert command("report", "--fail-on-new", "--fail-on", "note").status == 0


def test_a_judgement_takes_a_baseline_and_a_policy_can_ask_for_new_ones_only(command: Command, place: Path, judged: Path) -> None:
    command("baseline", "-o", "b.jsonl")
    lines = (place / "b.jsonl").read_text().splitlines(keepends=True)
    (place / "b.jsonl").write_text("".join(lines[1:]))
    places = '"US", "EU", "UK", "JP"'
    (place / "policy.toml").write_text(
        f'purposes = ["commercial-training"]\njurisdictions = [{places}]\nfail_on = "note"\nmin_coverage = 0.0\n'
        'baseline = "b.jsonl"\nfail_on_new = true\n'
    )

    command("judge", "--policy", "policy.toml")

    assert [row["baselined"] for row in _verdicts(command)].count(False) == 1
    assert command("gate").status == 1


def test_lines_that_are_stale_fail_a_strict_gate(command: Command, place: Path, judged: Path) -> None:
    command("baseline", "-o", "b.jsonl")
    gone = {"fingerprint": "0" * 32, "rule": RULE, "purpose": "commercial-training", "jurisdiction": "EU"}
    with (place / "b.jsonl").open("a") as file:
        file.write(json.dumps(gone) + "\n")

    told = command("judge", "--baseline", "b.jsonl").err
    gated = command("gate", "--strict", "--min-coverage", "0")

    assert told == "the baseline has 1 stale lines; write it anew with --update\n"
    assert (gated.status, "1 line of the baseline is stale" in gated.out) == (1, True)


def test_a_baseline_is_written_anew_only_when_asked(command: Command, place: Path, judged: Path) -> None:
    command("baseline", "-o", "b.jsonl")
    whole = (place / "b.jsonl").read_text()
    lines = whole.splitlines(keepends=True)
    (place / "b.jsonl").write_text(lines[0].replace('"EU"', '"XX"') + "".join(lines[1:]))

    refused = command("baseline", "-o", "b.jsonl")
    updated = command("baseline", "-o", "b.jsonl", "--update")

    assert (refused.status, "b.jsonl is there already; give --update" in refused.err) == (2, True)
    assert updated.out.endswith("1 of them new to it; 1 lines went\n")
    assert (place / "b.jsonl").read_text() == whole
    assert not list(place.glob(".*.part"))


def test_a_baseline_can_go_to_stdout(command: Command, place: Path, judged: Path) -> None:
    command("baseline", "-o", "b.jsonl", "--quiet")

    assert command("baseline", "-o", "-").out == (place / "b.jsonl").read_text()


def test_a_baseline_that_cannot_be_written_is_told(command: Command, judged: Path) -> None:
    assert "cannot write to" in command("baseline", "-o", "none/b.jsonl").err


def test_only_new_ones_can_fail_where_there_is_a_baseline(command: Command, judged: Path) -> None:
    for words in (["gate", "--fail-on-new"], ["run", "corpus", "--fail-on-new"]):
        result = command(*words)

        assert (result.status, "only new verdicts can fail where there is a baseline" in result.err) == (2, True)


CRITICAL = """
[[rule]]
id        = "grave/says-so"
kind      = "generated"
outcome   = "block"
severity  = "critical"
title     = "A model says so"
rationale = "For this test."
"""


@pytest.fixture
def grave(command: Command, place: Path, judged: Path) -> None:
    """The run is judged by a pack with one rule, which blocks and is critical."""
    (place / "grave").mkdir()
    (place / "grave" / "pack.toml").write_text('title = "Grave"\nversion = "1"\n')
    (place / "grave" / "rules.toml").write_text(CRITICAL)
    (place / "policy.toml").write_text('purposes = ["commercial-training"]\njurisdictions = ["EU"]\npacks = ["./grave"]\n')
    command("judge", "--policy", "policy.toml")


def test_a_waiver_that_would_let_nothing_pass_is_not_written(command: Command, place: Path, grave: None) -> None:
    refused = command("waive", "--rule", "grave/says-so", *WHY, *DAYS, "--path", "*")

    assert (refused.status, (place / "waivers.toml").exists()) == (2, False)
    assert "the waiver would let nothing pass: it selects every path, which a rule that blocks cannot be waived by" in refused.err


def test_a_critical_rule_is_refused_in_a_baseline(command: Command, place: Path, grave: None) -> None:
    written = command("baseline", "-o", "b.jsonl")
    (place / "b.jsonl").write_text(
        '{"fingerprint": "f", "rule": "grave/says-so", "purpose": "commercial-training", "jurisdiction": "EU"}\n'
    )
    read = command("judge", "--policy", "policy.toml", "--baseline", "b.jsonl")

    assert written.err == "1 open verdicts of critical rules are not in it: they cannot be accepted as known\n"
    assert written.out.startswith("b.jsonl: 0 verdicts")
    assert (read.status, "b.jsonl: line 1: the rule grave/says-so is critical" in read.err) == (2, True)
