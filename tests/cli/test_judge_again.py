"""A run that is judged again tells what changed, and can be asked what would."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Command = Callable[..., Any]


@pytest.fixture
def other(place: Path) -> str:
    """Another policy."""
    (place / "other.toml").write_text(
        'name = "other"\npurposes = ["research-training"]\njurisdictions = ["EU"]\nfail_on = "note"\n'
        '[thresholds]\n"core/no-licence" = 3\n'
    )
    return "other.toml"


def state(command: Command, place: Path) -> tuple[str, bytes]:
    return command("verdicts").out, (place / "audit-run" / "run.json").read_bytes()


def test_a_second_judgement_by_the_same_policy_changes_nothing(command: Command, judged: Path) -> None:
    before = command("verdicts").out

    told = command("judge").out

    assert "No verdict differs" in told
    assert command("verdicts").out == before


def test_another_policy_tells_what_it_changed(command: Command, judged: Path, other: str) -> None:
    told = command("judge", "audit-run", "--policy", other)

    assert told.status == 0
    assert "Before: " in told.out
    assert "policy: purposes commercial-training before, research-training now" in told.out
    assert "policy: threshold of core/no-licence 0 before, 3 now" in told.out
    assert "the policy asks otherwise" in told.out
    assert {json.loads(line)["purpose"] for line in command("verdicts").out.splitlines()} == {"research-training"}


def test_what_if_leaves_the_run_as_it_was(command: Command, judged: Path, place: Path, other: str) -> None:
    before = state(command, place)

    told = command("judge", "--policy", other, "--dry-run")

    assert told.out.endswith("audit-run stays as it was\n")
    assert "Then: " in told.out
    assert state(command, place) == before


def test_what_if_tells_the_same_as_the_judgement_itself(command: Command, judged: Path, other: str) -> None:
    asked = json.loads(command("judge", "--policy", other, "--dry-run", "--json").out)
    done = json.loads(command("judge", "--policy", other, "--json").out)

    assert asked.pop("kept") is False
    assert done.pop("kept") is True
    assert asked == done
    assert asked["verdicts_after"] == len(command("verdicts").out.splitlines())


def test_a_scan_can_be_asked_before_it_is_judged(scan: Command, command: Command) -> None:
    scan()

    asked = json.loads(command("judge", "--dry-run", "--json").out)

    assert asked["first"]
    assert command("gate").status == 2


def test_a_judgement_that_fails_leaves_the_verdicts_that_were_there(command: Command, judged: Path, place: Path) -> None:
    pack = place / "broken"
    pack.mkdir()
    (pack / "pack.toml").write_text('title = "Broken"\nversion = "1"\n')
    words = 'title = "T"\nplain = "P."\nrationale = "R."\nfix = ["F."]\noutcome = "note"\nkind = "generated"\n'
    cited = '[[rule.citation]]\ntext = "A law"\ndate = 2020-01-01\n'
    cases = "".join(f'[[rule.test]]\nname = "{name}"\nexpect = {name}\ngiven = [{{}}]\n' for name in (0, 1))
    when = 'when = "CAST(detector AS INTEGER) > 0"\n'
    (pack / "rules.toml").write_text(f'[[rule]]\nid = "broken/a"\n{words}{when}{cited}{cases}')
    (place / "p.toml").write_text('purposes = ["research-training"]\njurisdictions = ["EU"]\npacks = ["core", "./broken"]\n')
    before = state(command, place)

    failed = command("judge", "--policy", "p.toml")

    assert failed.status == 2, failed.err
    assert state(command, place) == before


def test_only_limits_that_differ_are_told(command: Command, judged: Path, place: Path) -> None:
    for limit in (1, 2):
        thresholds = f'[thresholds]\n"core/no-licence" = 3\n"core/no-date" = {limit}\n'
        (place / f"p{limit}.toml").write_text(f'purposes = ["research-training"]\njurisdictions = ["EU"]\n{thresholds}')
    command("judge", "--policy", "p1.toml")

    told = json.loads(command("judge", "--policy", "p2.toml", "--json").out)

    assert told["settings"] == {"threshold of core/no-date": [1, 2]}
