"""Verdicts that nobody decided on, as a sheet of decisions has them: groups by rule and subject, then each by itself."""

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from audit.model import Outcome, Rule, Severity
from audit.report_model import Report
from audit.reports.counts import undecided, undecided_measures
from audit.reports.decision_columns import listed
from audit.reports.mask import CARD, MASK, PHONE, SECRET
from audit.reports.shape import NOT_SHOWN
from audit.waivers import MOST_LISTED, digest

ABOUT = ("outcome", "severity", "rule", "what", "places", "document", "url", "excerpt")
"What a reader needs to know of a row, beside the columns of a record."


WAYS = {"work": ("work", "work"), "family": ("model", "family"), "platform": ("site", "platform"), "spdx": ("group", "spdx")}
"By what a finding is about: the kind of a group of such findings, and the column that selects it."

_CUT = (NOT_SHOWN, MASK, SECRET, PHONE, CARD)
"What stands in a name of which the report does not show all; nothing can be selected by it."
_OUTCOMES = list(Outcome)
_SEVERITIES = list(Severity)
_Found = dict[tuple[str, str], list[Mapping[str, Any]]]
"Rows by rule, and by what else they have in common."


def to_decide(report: Report) -> list[dict[str, Any]]:
    """
    Groups, then rows one by one, each worst first; whoever decides on a group need not decide on its rows.

    A group lists what it covers, so that it has two fingerprints at least and MOST_LISTED at most. A finding that several rules
    name has a row for each, though a waiver may let some of them pass.
    """
    rules = {row.rule.id: row.rule for row in report.rules}
    head = report.decisions.log_head
    groups = [_group(key, rows, rules, head) for key, rows in _groups(report).items()]
    singles = [_single(key, rows, rules, head) for key, rows in _singles(report).items()]
    return [*sorted(filter(None, groups), key=_weight), *sorted(singles, key=_weight)]


def _weight(row: Mapping[str, Any]) -> tuple[int, int]:
    """What is worse sorts before."""
    return -_OUTCOMES.index(row["outcome"]), -_SEVERITIES.index(row["severity"])


def _groups(report: Report) -> _Found:
    found: _Found = {}
    for row in undecided(report):
        if row["subject_type"] in WAYS and row["subject"] and not any(mark in row["subject"] for mark in _CUT):
            for rule in row["rules"]:
                found.setdefault((rule, f"{row['subject_type']}:{row['subject']}"), []).append(row)
    return found


def _singles(report: Report) -> _Found:
    """By rule and fingerprint; a measure's has the value beside it, so that a decision holds up to that."""
    found: _Found = {}
    for row in [*undecided(report), *undecided_measures(report)]:
        value = row.get("value")
        entry = row["fingerprint"] if value is None else f"{row['fingerprint']}:{value}"
        for rule in row["rules"]:
            found.setdefault((rule, entry), []).append(row)
    return found


def _group(
    key: tuple[str, str], rows: Sequence[Mapping[str, Any]], rules: Mapping[str, Rule], head: str
) -> dict[str, Any] | None:
    """None where it is too small or too large."""
    fingerprints = list(dict.fromkeys(row["fingerprint"] for row in rows))
    if not 2 <= len(fingerprints) <= MOST_LISTED:
        return None
    kind, column = WAYS[rows[0]["subject_type"]]
    covers = {"kind": kind, "fingerprints_sha256": digest(fingerprints), "count": len(fingerprints), **listed(fingerprints)}
    return {**_about(key[0], {column: rows[0]["subject"]}, rows, rules, head), **covers, "document": "", "url": "", "excerpt": ""}


def _single(key: tuple[str, str], rows: Sequence[Mapping[str, Any]], rules: Mapping[str, Rule], head: str) -> dict[str, Any]:
    return {**_about(key[0], {"fingerprint": key[1]}, rows, rules, head), "kind": "finding"}


def _about(
    rule: str, chosen: Mapping[str, str], rows: Sequence[Mapping[str, Any]], rules: Mapping[str, Rule], head: str
) -> dict[str, Any]:
    """What both have, by the first row, the worst. The id changes with the log, so that deciding anew is a new record."""
    row, told = rows[0], rules.get(rule)
    selector = json.dumps({"rule": rule, **chosen}, sort_keys=True)
    return {
        "id": f"v-{sha256(f'{head} {selector}'.encode()).hexdigest()[:16]}",
        "outcome": told.outcome.value if told else row["outcome"],
        "severity": told.severity.value if told else row["severity"],
        "rule": rule,
        "what": ": ".join(filter(None, (told.title if told else "", row["subject"]))),
        "places": len(rows),
        "document": row["document"],
        "url": row.get("url"),
        "excerpt": row.get("excerpt"),
        "selector": selector,
    }
