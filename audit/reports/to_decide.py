"""Verdicts that nobody decided on, as a sheet of decisions has them: groups that are offered, then each by itself."""

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from audit.model import Outcome, Rule, Severity
from audit.report_model import Report
from audit.report_model.offers import Offer
from audit.reports.counts import undecided, undecided_measures

ABOUT = ("outcome", "severity", "rule", "what", "places", "document", "url", "excerpt")
"What a reader needs to know of a row, beside the columns of a record."


_OUTCOMES = list(Outcome)
_SEVERITIES = list(Severity)
_Found = dict[tuple[str, str], list[Mapping[str, Any]]]
"Rows by rule, and by what else they have in common."


def to_decide(report: Report) -> list[dict[str, Any]]:
    """
    Groups, then rows one by one, each worst first; whoever decides on a group need not decide on its rows.

    A finding that several rules name has a row for each, though a waiver may let some of them pass.
    """
    rules = {row.rule.id: row.rule for row in report.rules}
    head = report.decisions.log_head
    groups = [_group(offer, rules, head) for offer in report.offers if offer.count > 1]
    singles = [_single(key, rows, rules, head) for key, rows in _singles(report).items()]
    return [*sorted(groups, key=_weight), *sorted(singles, key=_weight)]


def _weight(row: Mapping[str, Any]) -> tuple[int, int]:
    """What is worse sorts before."""
    return -_OUTCOMES.index(row["outcome"]), -_SEVERITIES.index(row["severity"])


def _singles(report: Report) -> _Found:
    """By rule and fingerprint; a measure's has the value beside it, so that a decision holds up to that."""
    found: _Found = {}
    for row in [*undecided(report), *undecided_measures(report)]:
        value = row.get("value")
        entry = row["fingerprint"] if value is None else f"{row['fingerprint']}:{value}"
        for rule in row["rules"]:
            found.setdefault((rule, entry), []).append(row)
    return found


def _group(offer: Offer, rules: Mapping[str, Rule], head: str) -> dict[str, Any]:
    where = {} if offer.kind == "rule" else {offer.name: offer.value}
    covers = {"kind": offer.kind, "fingerprints_sha256": offer.digest, "count": offer.count, "places": offer.count}
    nowhere = {"document": "", "url": "", "excerpt": ""}
    return {**_about(offer.rule, where, offer.value if where else "all that it says", rules, head), **covers, **nowhere}


def _single(key: tuple[str, str], rows: Sequence[Mapping[str, Any]], rules: Mapping[str, Rule], head: str) -> dict[str, Any]:
    """By the first row, the worst."""
    row = rows[0]
    made = _about(key[0], {"fingerprint": key[1]}, row["subject"], rules, head, row["outcome"], row["severity"])
    place = {"document": row["document"], "url": row.get("url"), "excerpt": row.get("excerpt")}
    return {**made, **place, "kind": "finding", "places": len(rows)}


def _about(
    rule: str,
    where: Mapping[str, str],
    what: str,
    rules: Mapping[str, Rule],
    head: str,
    outcome: str = Outcome.REVIEW.value,
    severity: str = Severity.MEDIUM.value,
) -> dict[str, Any]:
    """What both have. The id changes with the log, so that deciding anew is a new record."""
    told = rules.get(rule)
    selector = json.dumps({"rule": rule, **where}, sort_keys=True)
    return {
        "id": f"v-{sha256(f'{head} {selector}'.encode()).hexdigest()[:16]}",
        "outcome": told.outcome.value if told else outcome,
        "severity": told.severity.value if told else severity,
        "rule": rule,
        "what": ": ".join(filter(None, (told.title if told else "", what))),
        "selector": selector,
    }
