"""Decisions as a person gives them: imported into the log of a run, honoured by the next judgement, and given out again."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from audit import decisions
from tests.decisions.made import about, entry

Command = Callable[..., Any]
RULE = "generated-text/says-so"
LOG = Path("audit-run/decisions.jsonl")


@pytest.fixture
def fingerprint(command: Command, judged: Path) -> str:
    """Of the one finding that the rule has verdicts on."""
    return next(row["fingerprint"] for row in _verdicts(command) if row["rule"] == RULE)


def _verdicts(command: Command) -> list[dict[str, Any]]:
    return [json.loads(line) for line in command("verdicts").out.splitlines()]


def given(*records: dict[str, Any], name: str = "given.jsonl") -> str:
    Path(name).write_text("".join(json.dumps(record) + "\n" for record in records))
    return name


def test_a_decision_is_tried_added_honoured_and_shown(command: Command, fingerprint: str) -> None:
    name = given(entry(at="2026-01-01T00:00:00Z", target=about(fingerprint, RULE), note="A <b>quotation</b>."))

    tried = command("decisions", "import", name)
    assert (tried.status, LOG.exists()) == (0, False)
    assert tried.out == ("1 added, 0 there already, 0 conflicting, 0 unknown\nthis was a dry run; give --apply to add them\n")
    added = command("decisions", "import", name, "--apply")
    command("judge")

    assert added.out.endswith("next: corpus-audit judge audit-run\n")
    assert {(row["rule"], row["waiver"]) for row in _verdicts(command) if row["waiver"]} == {(RULE, "decision-1")}
    head = decisions.head(decisions.read(LOG))
    assert command("decisions", "verify").out == f"1 records, the chain holds; its head is {head}\n"
    told = json.loads(command("report", "-o", "json=-").out)["report"]["decisions"]
    assert (told["log"][0]["state"], told["log_head"], told["waived"]) == ("permitted", head, 1)
    assert told["precision"] == [{"rule": RULE, "decided": 1, "right": 1, "together": 0, "agreed": 0}]
    command("report", "-o", "html=report.html")
    page = Path("report.html").read_text()
    assert "A &lt;b&gt;quotation&lt;/b&gt;." in page
    assert head in page


def test_the_gate_counts_what_is_decided_no_more(command: Command, fingerprint: str) -> None:
    policy = 'purposes = ["commercial-training"]\njurisdictions = ["EU"]\nmin_coverage = 0.0\nfail_on = "note"\n'
    Path("policy.toml").write_text(f'{policy}packs = ["generated_text"]\n')
    command("judge", "--policy", "policy.toml")
    rules = {row["rule"] for row in _verdicts(command)}
    assert command("gate").status == 1
    records = [
        entry(
            id=rule, at="2026-01-01T00:00:00Z", target=about(row["fingerprint"], rule), state="not_a_match", reason="wrong_work"
        )
        for rule in rules
        for row in _verdicts(command)
        if row["rule"] == rule
    ]

    command("decisions", "import", given(*records), "--apply")
    command("judge", "--policy", "policy.toml")

    assert command("gate").status == 0


def test_import_tells_what_conflicts_and_what_is_unknown(command: Command, fingerprint: str) -> None:
    target = about(fingerprint, RULE)
    command("decisions", "import", given(entry(target=target)), "--apply")
    other = {"actor": {"name": "Nils"}, "target": target, "state": "confirmed", "reason": "", "action": "remove"}
    records = [
        entry(target=target),
        entry(target=target, note="Other words."),
        entry(id="a", target=about("0" * 32, RULE)),
        entry(id="b", target=about(fingerprint, "x/none")),
        entry(id="c", target=target, supersedes="gone"),
        entry(id="d", **other),
    ]

    result = command("decisions", "import", given(*records), "--apply")

    assert (result.status, result.out.splitlines()) == (
        1,
        [
            "conflicting: d1: the log has another record of this id; give this one an id of its own",
            f"unknown: a: the run has no fingerprint {'0' * 32}",
            "unknown: b: no pack of the policy has a rule 'x/none'",
            "unknown: c: it takes the place of 'gone', which the log does not have",
            "disagreeing: d",
            "1 added, 1 there already, 1 conflicting, 3 unknown",
            "next: corpus-audit judge audit-run",
        ],
    )
    assert [record.id for record in decisions.read(LOG)] == ["d1", "d"]


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_what_is_exported_is_there_already(command: Command, fingerprint: str, form: str) -> None:
    target = about(fingerprint, RULE)
    group = {"kind": "work", "selector": {"rule": RULE, "work": "w"}, "count": 3, "fingerprints_sha256": "a" * 64}
    hostile = [
        entry(id=f"d{number}", note=note, target=target) for number, note in enumerate(["=cmd()", "'x", "-1", 'a "b",\nc'])
    ]
    command("decisions", "import", given(*hostile, entry(id="g", target=group)), "--apply")

    assert command("decisions", "export", "--format", form, "-o", f"out.{form}").status == 0
    result = command("decisions", "import", f"out.{form}")

    assert (result.status, result.out.splitlines()[0]) == (0, "0 added, 5 there already, 0 conflicting, 0 unknown")
    text = command("decisions", "export", "--format", form).out
    assert text == Path(f"out.{form}").read_text()
    assert ",=cmd()" not in text


def test_a_log_that_was_changed_is_refused(command: Command, fingerprint: str) -> None:
    command("decisions", "import", given(entry(target=about(fingerprint, RULE))), "--apply")
    LOG.write_text(LOG.read_text().replace("quotation", "own_content"))

    for words in (["decisions", "verify"], ["judge"]):
        result = command(*words)

        assert (result.status, "line 1: the chain is broken" in result.err) == (2, True)


SHEETS = [
    ("id,at\n", "the sheet has no column 'name'"),
    ("count=x", "row 2: 'count' must be a whole number, not 'x'"),
    ("selector=x", "row 2: selector: is no JSON object"),
]


@pytest.mark.parametrize(("sheet", "told"), SHEETS)
def test_a_sheet_that_is_wrong_is_refused(command: Command, judged: Path, sheet: str, told: str) -> None:
    from audit.pipeline.decision_sheets import COLUMNS

    name, is_cell, value = sheet.partition("=")
    cells = [value if column == name else "" for column in COLUMNS]
    Path("s.csv").write_text(",".join(COLUMNS) + "\n" + ",".join(cells) + "\n" if is_cell else sheet)

    result = command("decisions", "import", "s.csv")

    assert (result.status, told in result.err) == (2, True)


def test_where_an_export_cannot_be_written_that_is_told(command: Command, judged: Path) -> None:
    result = command("decisions", "export", "-o", "none/x.jsonl")

    assert (result.status, "cannot write to" in result.err) == (2, True)
    assert command("decisions", "verify").out.startswith("0 records")


def earlier(command: Command, fingerprint: str, **changes: Any) -> str:
    """The log of an earlier run, in which the one finding was decided on."""
    record = entry(**{"at": "2025-12-01T00:00:00Z", "target": about(fingerprint, RULE), **changes})
    command("decisions", "import", given(record), "--apply")
    return str(LOG.rename("earlier.jsonl"))


def test_decisions_of_an_earlier_run_are_carried_over(command: Command, fingerprint: str) -> None:
    name = earlier(command, fingerprint)

    command("judge", "--decisions", name)

    assert {row["waiver"] for row in _verdicts(command) if row["rule"] == RULE} == {"decision-1"}
    told = json.loads(command("report", "-o", "json=-").out)["report"]
    assert told["digests"]["decisions earlier.jsonl"] == decisions.head(decisions.read(Path(name)))
    command("judge")
    assert {row["waiver"] for row in _verdicts(command)} == {None}


def test_a_policy_names_logs_of_decisions(command: Command, fingerprint: str) -> None:
    earlier(command, fingerprint)
    text = 'purposes = ["commercial-training"]\njurisdictions = ["EU"]\nmin_coverage = 0.0\npacks = ["generated_text"]\n'
    Path("policy.toml").write_text(text + 'decisions = ["earlier.jsonl"]\n')

    command("judge", "--policy", "policy.toml")

    assert {row["waiver"] for row in _verdicts(command) if row["rule"] == RULE} == {"decision-1"}


def test_a_log_that_is_not_there_is_told_before_any_work(command: Command, place: Path) -> None:
    result = command("run", "corpus", "--decisions", "none.jsonl")

    assert (result.status, "none.jsonl: there is no such file" in result.err, Path("audit-run").exists()) == (2, True, False)


def test_decisions_that_end_or_do_not_hold_are_told_when_judged(command: Command, fingerprint: str) -> None:
    name = earlier(command, fingerprint, expires="2026-01-10")

    soon = command("judge", "--decisions", name)
    over = command("judge", "--decisions", name, "--as-of", "2026-01-11")

    named = "decision-1 of Mira Lund on 1 finding is"
    assert f"{named} permitted: it ends in 9 days ({RULE})" in soon.err
    assert f"{named} expired: it ended on 2026-01-10; its verdicts are open again ({RULE})" in over.err


def test_a_head_that_was_noted_is_looked_for(command: Command, fingerprint: str) -> None:
    target = about(fingerprint, RULE)
    command("decisions", "import", given(entry(id="a", target=target), entry(id="b", target=target)), "--apply")
    heads = [record.sha256 for record in decisions.read(LOG)]

    held, now, other = (command("decisions", "verify", "--head", head) for head in (heads[0][:12], heads[1], "f" * 64))

    assert (held.status, held.out.splitlines()[-1]) == (
        0,
        "the head that you gave is one that the log had; 1 records came since",
    )
    assert (now.status, "0 records came since" in now.out) == (0, True)
    assert (other.status, "was NEVER that of this log" in other.out) == (1, True)


def test_what_is_imported_is_bound_and_ends_by_itself(command: Command, fingerprint: str) -> None:
    granted = {"reason": "licence_granted", "licence_ref": "contract 12", "target": about(fingerprint, RULE)}
    name = given(entry(at="2025-12-01T00:00:00Z", **granted))

    command("decisions", "import", name, "--apply")
    again = command("decisions", "import", name)

    (record,) = decisions.read(LOG)
    assert set(record.binds) == {"rule_sha256", "text_sha256", "licence_verdict"}
    assert str(record.expires) == "2026-12-01"
    assert again.out.startswith("0 added, 1 there already")


def test_a_policy_can_ask_for_a_second_person(command: Command, fingerprint: str) -> None:
    record = entry(at="2025-12-01T00:00:00Z", target=about(fingerprint, RULE))
    second = {**record, "id": "d2", "actor": {"name": "Nils Berg"}}
    text = 'purposes = ["commercial-training"]\njurisdictions = ["EU"]\nmin_coverage = 0.0\npacks = ["generated_text"]\n'
    Path("policy.toml").write_text(f'{text}[second_person]\npermitted = ["info", "low", "medium", "high", "critical"]\n')

    passing = []
    for one in (record, second):
        command("decisions", "import", given(one), "--apply")
        command("judge", "--policy", "policy.toml")
        passing.append({row["waiver"] for row in _verdicts(command) if row["rule"] == RULE})

    assert passing == [{None}, {"decision-2"}]


def test_import_tells_groups_that_are_others_now(command: Command, fingerprint: str) -> None:
    target = {"kind": "rule", "selector": {"rule": RULE}, "count": 412, "fingerprints_sha256": "a" * 64}

    result = command("decisions", "import", given(entry(id="g", target=target)))

    assert (result.status, result.out.splitlines()[0]) == (0, "differing: g: it covers 412, now 1, and not the same ones")
