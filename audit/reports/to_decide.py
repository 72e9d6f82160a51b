"""Verdicts that nobody decided on, one row a rule and finding or measure, as a sheet of decisions has them."""

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

from audit.report_model import Report
from audit.reports.counts import undecided, undecided_measures

ABOUT = ("outcome", "severity", "rule", "what", "places", "document", "url", "excerpt")
"What a reader needs to know of a row, beside the columns of a record."


def to_decide(report: Report) -> list[dict[str, Any]]:
    """Rows, worst first. A finding that several rules name has a row for each, though a waiver may let some of them pass."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    rules = {row.rule.id: row.rule for row in report.rules}
    for rule, entry, row in _verdicts(report):
        if known := found.get((rule, entry)):
            known["places"] += 1
            continue
        selector = json.dumps({"fingerprint": entry, "rule": rule}, sort_keys=True)
        told = rules.get(rule)
        found[rule, entry] = {
            "id": _id(report.decisions.log_head, selector),
            "outcome": told.outcome.value if told else row["outcome"],
            "severity": told.severity.value if told else row["severity"],
            "rule": rule,
            "what": f"{told.title}: {row['subject']}" if told and row["subject"] else told.title if told else row["subject"],
            "places": 1,
            "document": row["document"],
            "url": row.get("url"),
            "excerpt": row.get("excerpt"),
            "kind": "finding",
            "selector": selector,
        }
    return list(found.values())


def _id(log_head: str, selector: str) -> str:
    """Another one after each change of the log, so that what is decided anew is a new record."""
    return f"v-{sha256(f'{log_head} {selector}'.encode()).hexdigest()[:16]}"


def _verdicts(report: Report) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Rule, fingerprint and row; a measure's fingerprint has the value beside it, so that a decision holds up to that."""
    for row in undecided(report):
        for rule in row["rules"]:
            yield rule, row["fingerprint"], row
    for row in undecided_measures(report):
        for rule in row["rules"]:
            yield rule, row["fingerprint"] if row["value"] is None else f"{row['fingerprint']}:{row['value']}", row
