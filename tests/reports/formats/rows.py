"""Rows of findings and of measures, made up: all states, outcomes and severities."""

from typing import Any

HOSTILE = "=cmd()|x\n::error::owned %0A <b>@mira</b> \x1b[31m \x00 ]]> a,b:c \u202eexe"
STATES = ("open", "waived", "baselined", "none")
OUTCOMES = (("block", "high"), ("review", "medium"), ("note", "low"), ("block", "critical"), ("note", "info"))


def finding_rows(count: int, text: str = "") -> list[dict[str, Any]]:
    """The first rows, worst state first in each four."""
    return [_finding(number, text) for number in range(count)]


def measure_rows(count: int, text: str = "") -> list[dict[str, Any]]:
    """The same of measures; each has a verdict."""
    return [_measure(number, text) for number in range(count)]


def _finding(number: int, text: str) -> dict[str, Any]:
    state = STATES[number % 4]
    outcome, severity = (None, None) if state == "none" else OUTCOMES[number % 5]
    return {
        "number": number + 1, "fingerprint": f"{number:032x}", "document": f"part-{number % 3}.jsonl#{number}{text}",
        "path": f"/part-{number % 3}.jsonl{text}", "record": number, "kind": "copyright", "level": "finding",
        "detector": "known-work",
        "score": 0.5, "subject_type": "work", "subject": f"work-{number % 2}{text}" if number % 7 else "", "start": 3, "end": 9,
        "excerpt": text or None, "rules": [] if state == "none" else ["core/known-work-long"], "outcome": outcome,
        "severity": severity, "state": state, "waivers": ["w-1"] if state == "waived" else [],
    }  # fmt: skip


def _measure(number: int, text: str) -> dict[str, Any]:
    state = STATES[number % 3]
    outcome, severity = OUTCOMES[number % 5]
    return {
        "document": f"source:s-{number}{text}", "fingerprint": f"{0xABC0 + number:032x}", "measure": "unlicensed",
        "subject_type": "source", "subject": f"s-{number}{text}" if number % 3 else "", "value": 0.25 * number, "documents": 7,
        "rules": ["core/unlicensed-share"], "outcome": outcome, "severity": severity, "state": state,
        "waivers": ["w-2"] if state == "waived" else [],
    }  # fmt: skip
