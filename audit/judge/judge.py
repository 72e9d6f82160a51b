"""Rules become verdicts: each rule in force is one statement over the stored findings or measures."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from audit.errors import ConfigurationError
from audit.judge import algebra, terms
from audit.model import Outcome, Policy, Rule
from audit.rulepacks import Pack
from audit.store import Store
from audit.strict import nearest
from audit.waivers import SELECTORS

ANY = "any"
"In a policy: no purpose or jurisdiction is named, so that the rules of all apply. In a verdict: neither names one."


def judge(
    store: Store, policy: Policy, packs: Sequence[Pack], on: date, signals: Sequence[Mapping[str, Any]] = ()
) -> dict[str, int]:
    """
    Judge all findings and measures by the rules in force on a day; earlier verdicts are replaced.

    `signals` are rows of the table site_signal, beside those that the corpus shows. Gives the count of verdicts by rule, rules
    without one included. PackError where a condition is refused, ConfigurationError where the policy names no rule there is; then
    nothing is judged. The store is closed to files and network from here on.
    """
    found_terms = terms.load([pack.folder for pack in packs])
    expressions = [row["spdx"] for row in store.query("judge_expressions")]
    _refuse_unknown(policy, [rule.id for pack in packs for rule in pack.rules])
    choices = _choices(policy)
    store.lock()
    rules = [rule for pack in packs for rule in pack.rules if in_force(rule, on) and scopes(rule, policy)]
    conditions = {rule.id: store.checked(rule) for rule in rules}
    for table, rows in found_terms.licences.tables(expressions, choices).items():
        store.fill(table, rows)
    store.fill("provider_terms", found_terms.providers)
    store.take_sites(signals, found_terms.sites)
    store.fill("rule", [_row(rule, conditions[rule.id]) for rule in rules])
    store.prepare(named={*SELECTORS, *re.findall(r"\w+", " ".join(conditions.values()))})
    for rule in rules:
        store.apply(rule, conditions[rule.id], citation(rule), scopes(rule, policy))
    return {row["rule"]: row["verdicts"] for row in store.query("judge_counts")}


def check(packs: Sequence[Pack]) -> None:
    """Check the conditions of all rules, in force or not, against the views. PackError for the first that is refused."""
    with Store.memory() as store:
        store.lock()
        for pack in packs:
            for rule in pack.rules:
                store.checked(rule)


def scopes(rule: Rule, policy: Policy) -> list[tuple[str, str]]:
    """The purposes and jurisdictions in which a rule speaks to a policy, as pairs; none where it does not."""
    return [
        (purpose, jurisdiction)
        for purpose in _shared(rule.purposes, policy.purposes)
        for jurisdiction in _shared(rule.jurisdictions, policy.jurisdictions)
    ]


def citation(rule: Rule) -> str | None:
    """The first source of a rule, with its date."""
    first = next(iter(rule.citations), None)
    return f"{first.text} ({first.date})" if first else None


def _refuse_unknown(policy: Policy, rules: Sequence[str]) -> None:
    for rule in policy.thresholds:
        if rule not in rules:
            raise ConfigurationError(
                f"policy '{policy.name}': its thresholds name '{rule}', which is no rule{nearest(rule, rules)}"
            )


def _choices(policy: Policy) -> algebra.Choices:
    try:
        return algebra.read_choices(policy.choices)
    except ConfigurationError as problem:
        raise ConfigurationError(f"policy '{policy.name}': its choices: {problem}") from problem


def _shared(rule: Sequence[str], policy: Sequence[str]) -> Iterator[str]:
    """What a rule and a policy both name; a rule that names nothing is about all."""
    if ANY in policy:
        yield from rule or (ANY,)
    else:
        yield from (name for name in policy if not rule or name in rule)


def in_force(rule: Rule, on: date) -> bool:
    """Both days of a rule's validity are included."""
    return (rule.valid_from or on) <= on <= (rule.valid_to or on)


def _row(rule: Rule, condition: str) -> dict[str, object]:
    return {
        "rule": rule.id,
        "pack": rule.pack,
        "title": rule.title,
        "outcome": str(rule.outcome),
        "weight": list(Outcome).index(rule.outcome),
        "severity": str(rule.severity),
        "digest": rule.digest,
        "valid_from": rule.valid_from,
        "valid_to": rule.valid_to,
        "view": rule.view,
        "predicate": condition,
    }
