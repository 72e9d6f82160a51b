"""How much reports show, as a person says it; and a text checked against a report that shows nothing."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Command = Callable[..., Any]


def _level(ran: Any) -> str:
    return str(json.loads(ran.out)["report"]["redaction"]["level"])


@pytest.mark.parametrize("level", ["full", "excerpt", "masked", "none"])
def test_a_report_shows_as_much_as_it_is_told(command: Command, judged: Path, level: str) -> None:
    assert _level(command("report", "--evidence", level, "--json")) == level


def test_without_it_excerpts_are_shown(command: Command, judged: Path) -> None:
    assert _level(command("report", "--json")) == "excerpt"


def test_a_whole_audit_shows_what_its_policy_says_if_nobody_says_otherwise(command: Command) -> None:
    Path("policy.toml").write_text('purposes = ["commercial-training"]\njurisdictions = ["EU"]\nevidence = "none"\n')
    run = ("run", "corpus", "--engine", "serial", "--detectors", "generated-text", "--policy", "policy.toml", "--quiet", "--json")

    assert _level(command(*run)) == "none"
    assert _level(command("report", "--json")) == "none"
    assert _level(command("report", "--json", "--evidence", "masked")) == "masked"


def test_another_level_is_refused(command: Command, judged: Path) -> None:
    refused = command("report", "--evidence", "some")

    assert refused.status == 2
    assert "excerpt" in refused.err


def test_a_text_is_checked_against_a_report(command: Command, judged: Path) -> None:
    command("report", "--evidence", "none", "-o", "json=report.json", "--quiet")
    Path("text.txt").write_text("nothing that any exhibit begins with stands here, and yet it is long enough")
    told = command("report", "check-text", "text.txt", "report.json")

    assert told.status == 1
    assert "digests were found in text.txt" in told.out
