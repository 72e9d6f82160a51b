"""The rules there are, in words, and their tests."""

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date
from typing import Any

from audit import judge, rulepacks, strict
from audit.errors import UsageError
from audit.judge import CaseResult
from audit.model import Rule
from audit.pipeline import packs as all_packs
from audit.rulepacks import Pack

WIDTH = 96


def known(packs: Sequence[str] = ()) -> list[Rule]:
    """The rules of packs, by id; without names, of all packs there are."""
    return sorted((rule for pack in _loaded(packs) for rule in pack.rules), key=lambda rule: rule.id)


def one(rule_id: str, packs: Sequence[str] = ()) -> Rule:
    """The rule of an id. UsageError, with the nearest id, where there is none."""
    rules = {rule.id: rule for rule in known(packs)}
    if rule_id not in rules:
        raise UsageError(
            f"no rule named '{rule_id}'{strict.nearest(rule_id, list(rules))}; `corpus-audit rules list` shows them all"
        )
    return rules[rule_id]


def outcomes_of_tests(packs: Sequence[str] = ()) -> list[CaseResult]:
    """How the tests of rules went. PackError where a rule cannot be run at all."""
    return list(judge.test(_loaded(packs)))


def described(rule: Rule) -> Mapping[str, Any]:
    """A rule as JSON knows it."""
    return {field.name: getattr(rule, field.name) for field in fields(rule)}


def in_words(rule: Rule) -> str:
    """A rule on a terminal, for a person."""
    return "\n".join(_lines(rule))


def _lines(rule: Rule) -> Iterator[str]:
    yield f"{rule.id}: {rule.title}"
    purposes, jurisdictions = ", ".join(rule.purposes) or "any", ", ".join(rule.jurisdictions) or "any"
    yield f"outcome: {rule.outcome}; purposes: {purposes}; jurisdictions: {jurisdictions}"
    if rule.valid_from or rule.valid_to:
        yield f"in force: {_day(rule.valid_from, 'always')} to {_day(rule.valid_to, 'now')}"
    for heading, text in (("", rule.plain), ("Why: ", rule.rationale), ("Fires where: ", rule.when)):
        yield ""
        yield from textwrap.wrap(heading + text, WIDTH)
    for heading, lines in (
        ("Sources:", [_source(rule, place) for place in range(len(rule.citations))]),
        ("How to mend:", list(rule.fix)),
    ):
        if lines:
            yield ""
            yield heading
            for line in lines:
                yield from textwrap.wrap(line, WIDTH, initial_indent="  - ", subsequent_indent="    ", break_long_words=False)


def _source(rule: Rule, place: int) -> str:
    citation = rule.citations[place]
    return f"{citation.text} ({citation.date.isoformat()})" + (f" {citation.url}" if citation.url else "")


def _day(day: date | None, otherwise: str) -> str:
    return day.isoformat() if day else otherwise


def _loaded(packs: Sequence[str]) -> tuple[Pack, ...]:
    return rulepacks.load(packs) if packs else all_packs.there()
