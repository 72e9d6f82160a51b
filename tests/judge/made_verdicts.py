"""A store with findings that rules have verdicts on, as a judgement leaves it."""

from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import md5
from typing import Any

from audit.judge import waiving
from audit.model import Outcome, Rule, Severity
from audit.store import Store

DAY = date(2026, 11, 24)
SCOPES = (("commercial-training", "EU"), ("commercial-training", "US"))
KEEP = Rule("p/keep", "p", "Keep", "", "", Outcome.REVIEW, "finding", "TRUE", (), (), (), (), digest="1" * 64)
STOP = Rule("p/stop", "p", "Stop", "", "", Outcome.BLOCK, "finding", "TRUE", (), (), (), (), digest="2" * 64)
GRAVE = Rule(
    "p/grave", "p", "Grave", "", "", Outcome.BLOCK, "finding", "TRUE", (), (), (), (), severity=Severity.CRITICAL, digest="3" * 64
)
RULES = {rule.id: rule for rule in (KEEP, STOP, GRAVE)}
Found = Mapping[str, Any]


def fingerprint(name: str) -> str:
    """A fingerprint of 32 digits for a short name."""
    return md5(name.encode(), usedforsecurity=False).hexdigest()


def fill(store: Store, found: Sequence[Found], verdicts: Sequence[Mapping[str, Any]] | None = None) -> None:
    """
    Fill a store with findings, by name and columns, and with verdicts of every rule of `rules` (default: p/keep) on each.

    A finding has a document of its own unless it names one. `verdicts` are given instead of those that follow.
    """
    rows = [_finding(one) for one in found]
    documents = {row["document"]: {key: row.get(key) for key in ("document", "path", "record", "source_id")} for row in rows}
    store.fill("document", [{**row, "bytes": 100, "words": 20} for row in documents.values()])
    others = ("name", "rules", "source_id")
    store.fill("found", [{key: value for key, value in row.items() if key not in others} for row in rows])
    store.fill("rule", [_rule(rule) for rule in RULES.values()])
    if verdicts is None:
        verdicts = [_verdict(row, rule, scope) for row in rows for rule in row["rules"] for scope in SCOPES]
    store.fill("verdict", verdicts)
    store.run("judge_prepare_findings")
    store.run("judge_prepare_measures")
    waiving.prepare(store)


def measured(store: Store, name: str) -> dict[str, Any]:
    """A measure of a filled store."""
    return next(row for row in store.query("every_measure") if row["measure"] == name)


def on_measure(store: Store, name: str, rule: Rule = KEEP) -> list[dict[str, Any]]:
    """Verdicts of a rule on a measure of a filled store."""
    return [_verdict(measured(store, name), rule.id, scope) for scope in SCOPES]


def lasting(store: Store) -> dict[str, str]:
    """The lasting fingerprint of each finding, by its own."""
    return {row["fingerprint"]: row["lasting"] for row in store.query("every_lasting")}


def waived(store: Store) -> set[tuple[str, str, str, str]]:
    """Which waiver lets which verdict pass: waiver, fingerprint, rule, jurisdiction."""
    return {(v["waiver"], v["fingerprint"], v["rule"], v["jurisdiction"]) for v in store.verdicts() if v["waiver"]}


def _finding(given: Found) -> dict[str, Any]:
    name = given["name"]
    path = given.get("path", "a.jsonl")
    record = given.get("record", len(name))
    plain = {
        "document": f"{path}#{name}",
        "path": path,
        "record": record,
        "record_id": name,
        "detector": "known-work",
        "kind": "copyright",
        "level": "finding",
        "start": 0,
        "end": 4,
        "score": 1.0,
        "attributes": "{}",
        "evidence": [],
        "fingerprint": fingerprint(f"{path} {name}"),
        "quote": {"before": "", "text": f"Words of {name}", "after": "", "omitted": 0},
        "rules": ("p/keep",),
    }
    return {**plain, **given}


def _rule(rule: Rule) -> dict[str, Any]:
    weight = list(Outcome).index(rule.outcome)
    row = {"rule": rule.id, "pack": rule.pack, "title": rule.title, "outcome": str(rule.outcome), "weight": weight}
    return {**row, "severity": str(rule.severity), "digest": rule.digest, "view": rule.view, "predicate": "TRUE"}


def _verdict(row: Mapping[str, Any], rule: str, scope: tuple[str, str]) -> dict[str, Any]:
    named = {"document": row["document"], "fingerprint": row["fingerprint"], "rule": rule}
    return {**named, "outcome": str(RULES[rule].outcome), "purpose": scope[0], "jurisdiction": scope[1]}
