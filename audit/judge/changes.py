"""
Two judgements of the same findings compared: which verdicts changed, and what accounts for it.

The verdicts and terms of before are kept in tables of the connection, so nothing large is stored twice. What accounts for a
changed verdict is looked for in this order: a waiver or the baseline; the rule itself, its days, and where the policy makes it
speak; the terms and signals that its condition names and that are the finding's own; those of others. Where several changed
together, the first in this order is named, so a cause says what is enough for the change, not what else would have been.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

import orjson

from audit.judge.judge import in_force, scopes
from audit.model import Citation, Outcome, Policy, Rule, Severity
from audit.report_model import ChangeRow, InputChange, RuleChange
from audit.store import Store

DETAILS = 5
"How many details of a cause, and subjects of an input, are told; all are counted."
DECIDING = ("when", "view", "outcome", "purposes", "jurisdictions", "valid_from", "valid_to")
"What of a rule can change its verdicts."
_LICENCE = "commercial derive redistribute attribution share_alike notice_text source_disclosure train train_competing exception"
INPUTS = {
    **dict.fromkeys(
        (*_LICENCE.split(), "licence_permits", "licence_family", "licence_kind", "licence_category"), "licence-terms"
    ),
    **dict.fromkeys(("output_class", "output_classes"), "provider-terms"),
    **dict.fromkeys(("terms_class", "terms_known"), "site-terms"),
    **dict.fromkeys(("reserved_at_capture", "signal_at_capture", "signal_latest"), "signals"),
    **dict.fromkeys(("source_id", "declared", "concluded"), "sources"),
}
"Which input a column of the view finding rests on."
ALL_INPUTS = ("licence-terms", "provider-terms", "site-terms", "signals", "exceptions", "sources")
_OF_SOURCES = ("inherited_", "declared_commercial", "declared_derive", "declared_redistribute", "declared_share_alike")


@dataclass(frozen=True, slots=True)
class Judged:
    """By what findings were judged: the policy, all rules of its packs, and the day."""

    policy: Policy
    rules: Mapping[str, Rule]
    on: date


def keep(store: Store) -> dict[str, Rule]:
    """Keep what stands before a judgement replaces it. Gives the rules that it was judged by; none: it was not judged yet."""
    store.run("changes_keep_verdicts")
    store.run("changes_keep_inputs")
    return known(store.query("changes_known_rules"))


def known(rows: Sequence[Mapping[str, Any]]) -> dict[str, Rule]:
    """Rules by id, from rows of known_rule."""
    return {row["rule"]: _rule(orjson.loads(row["content"])) for row in rows}


def note(store: Store, rules: Sequence[Rule]) -> None:
    """Note which rules a judgement was given, for the next one."""
    store.fill("known_rule", [{"rule": rule.id, "content": orjson.dumps(asdict(rule)).decode()} for rule in rules])


def compare(
    store: Store, before: Judged, after: Judged
) -> tuple[tuple[ChangeRow, ...], tuple[RuleChange, ...], tuple[InputChange, ...]]:
    """Verdicts that changed since `keep`, by rule, change and cause; rules and inputs that changed, whatever that did."""
    titles = {rule.id: rule.title for rule in (*before.rules.values(), *after.rules.values())}
    scoped = list(changed_scopes(before, after))
    store.run("changes_inputs")
    store.run("changes_scopes")
    store.run("changes_rule_inputs")
    store.fill("changed_scope", scoped)
    store.fill("rule_input", [{"rule": rule.id, "input": name} for rule in after.rules.values() for name in rests_on(rule)])
    store.run("changes_verdicts")
    rows = tuple(_row(row, titles) for row in store.query("changes_causes", most=DETAILS))
    inputs = tuple(_input(row) for row in store.query("changes_changed_inputs", most=DETAILS))
    return rows, tuple(_rule_changes(scoped, before, after, titles)), inputs


def changed_scopes(before: Judged, after: Judged) -> Iterator[dict[str, Any]]:
    """For each purpose and jurisdiction in which a rule speaks otherwise than before, or only then or now: why."""
    for rule in sorted({*before.rules, *after.rules}):
        old, new = before.rules.get(rule), after.rules.get(rule)
        was, now = _spoken(old, before), _spoken(new, after)
        for purpose, jurisdiction in sorted(was | now):
            why = _why(old, new, before, after, (purpose, jurisdiction))
            if why:
                yield {"rule": rule, "purpose": purpose, "jurisdiction": jurisdiction, "cause": why[0], "detail": why[1]}


def rests_on(rule: Rule) -> list[str]:
    """The inputs that a rule's condition names; of a measure, all that could change one."""
    if rule.view == "measure":
        return list(ALL_INPUTS)
    named = set(re.findall(r"\w+", rule.when.lower()))
    found = {INPUTS[column] for column in named if column in INPUTS}
    if "train_competing" in named:
        found.add("provider-terms")
    if named & {"train", "exception"}:
        found.add("exceptions")
    if any(column.startswith(_OF_SOURCES) for column in named):
        found.add("sources")
    return sorted(found)


def _why(old: Rule | None, new: Rule | None, before: Judged, after: Judged, scope: tuple[str, str]) -> tuple[str, str] | None:
    if old is None or new is None:
        return ("rule-added", "") if old is None else ("rule-removed", "")
    differing = _differing(old, new)
    if deciding := [name for name in differing if name in DECIDING]:
        if deciding == ["outcome"] and old.digest == new.digest:
            return "policy", ""
        return "rule-changed", ", ".join(deciding)
    if in_force(old, before.on) != in_force(new, after.on):
        return "rule-dates", f"in force {_days(new)}; judged as of {before.on} before, {after.on} now"
    if (scope in scopes(old, before.policy)) != (scope in scopes(new, after.policy)):
        return "policy", f"{scope[0]}, {scope[1]}"
    return None


def _spoken(rule: Rule | None, judged: Judged) -> set[tuple[str, str]]:
    """The purposes and jurisdictions in which a rule that is in force speaks."""
    return set(scopes(rule, judged.policy)) if rule and in_force(rule, judged.on) else set()


def _differing(old: Rule, new: Rule) -> list[str]:
    return [one.name for one in fields(Rule) if one.name != "digest" and getattr(old, one.name) != getattr(new, one.name)]


def _days(rule: Rule) -> str:
    first = f"from {rule.valid_from}" if rule.valid_from else "always"
    return f"{first} to {rule.valid_to}" if rule.valid_to else first


def _rule_changes(
    scoped: Sequence[Mapping[str, Any]], before: Judged, after: Judged, titles: Mapping[str, str]
) -> Iterator[RuleChange]:
    """Each rule that changed, once a cause, be it in words only. What the policy asks for is told by its settings."""
    told = dict.fromkeys((row["rule"], row["cause"], row["detail"]) for row in scoped if row["cause"] != "policy")
    for rule in sorted({*before.rules} & {*after.rules}):
        if words := [name for name in _differing(before.rules[rule], after.rules[rule]) if name not in DECIDING]:
            told[(rule, "rule-words", ", ".join(words))] = None
    for rule, cause, detail in told:
        yield RuleChange(rule, titles[rule], cause, detail)


def _row(row: Mapping[str, Any], titles: Mapping[str, str]) -> ChangeRow:
    details = tuple((one["detail"], one["verdicts"]) for one in row["details"])
    return ChangeRow(**{**row, "title": titles.get(row["rule"], ""), "details": details, "examples": tuple(row["examples"])})


def _input(row: Mapping[str, Any]) -> InputChange:
    return InputChange(row["input"], row["total"], tuple((one["subject"], one["detail"]) for one in row["told"]))


def _rule(said: Mapping[str, Any]) -> Rule:
    """A rule as `note` wrote it down."""
    made: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in said.items()}
    made["citations"] = tuple(
        Citation(one["text"], date.fromisoformat(one["date"]), one["url"], one["checked"]) for one in said["citations"]
    )
    made |= {name: date.fromisoformat(said[name]) if said[name] else None for name in ("valid_from", "valid_to")}
    return Rule(**{**made, "outcome": Outcome(said["outcome"]), "severity": Severity(said["severity"])})
