"""Waivers and decisions that end soon, as a judgement leaves them and a trend tells them."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.decisions.made import about, entry

Command = Callable[..., Any]
RULE = "generated-text/says-so"
WHY = ("--reason-code", "FALSE_POSITIVE", "--reason", "A quotation.", "--owner", "Mira", "--approver", "Nils", "--evidence", "d1")


@pytest.fixture
def fingerprint(command: Command, judged: Path) -> str:
    """Of the one finding that the rule has verdicts on."""
    rows = [json.loads(line) for line in command("verdicts").out.splitlines()]
    return next(row["fingerprint"] for row in rows if row["rule"] == RULE)


def _summary() -> dict[str, Any]:
    told: dict[str, Any] = json.loads(Path("audit-run/summary.json").read_text())["summary"]
    return told


@pytest.mark.parametrize(
    ("day", "ending", "state", "told"),
    [
        ("2026-01-01", [], "used", ""),
        ("2026-01-30", ["quote"], "used", "quote, on generated-text/says-so, ends on 2026-03-01, 30 days after the judgement."),
        ("2026-03-01", ["quote"], "expiring", "quote, on generated-text/says-so, ends on 2026-03-01, 0 days after"),
        ("2026-03-02", [], "expired", "1 waiver expired and let nothing pass any more."),
    ],
)
def test_a_waiver_is_told_thirty_days_before_it_ends(
    command: Command, fingerprint: str, day: str, ending: list[str], state: str, told: str
) -> None:
    waiver = (
        "waive",
        "audit-run",
        "--rule",
        RULE,
        *WHY,
        "--expires",
        "2026-03-01",
        "--fingerprint",
        fingerprint,
        "--id",
        "quote",
    )
    assert command(*waiver).status == 0
    assert command("judge", "--waivers", "waivers.toml", "--as-of", day, "--quiet").status == 0
    summary = _summary()

    assert [one["id"] for one in summary["ending"]] == ending
    assert summary["waivers"] == {state: 1}
    assert summary["outcomes"][_outcome(summary)]["waived"] == (0 if state == "expired" else 1)
    assert told in " ".join(command("trend", "audit-run").out.split())


@pytest.mark.parametrize(("expires", "ending"), [("2026-01-20", ["decision-1"]), ("2026-06-20", [])])
def test_a_decision_is_told_before_it_ends(command: Command, fingerprint: str, expires: str, ending: list[str]) -> None:
    record = entry(at="2026-01-01T00:00:00Z", target=about(fingerprint, RULE), expires=expires)
    Path("given.jsonl").write_text(json.dumps(record) + "\n")
    assert command("decisions", "import", "given.jsonl", "--apply").status == 0
    assert command("judge", "--quiet").status == 0
    summary = _summary()

    assert [one["id"] for one in summary["ending"]] == ending
    assert summary["decided"] == {"permitted": 1}
    assert summary["outcomes"][_outcome(summary)]["waived"] == 1


def _outcome(summary: dict[str, Any]) -> str:
    outcome: str = next(row["outcome"] for row in summary["rules"] if row["rule"] == RULE)
    return outcome
