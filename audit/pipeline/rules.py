"""The rules there are, in words, and what their tests show."""

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from audit import judge, strict
from audit.errors import UsageError
from audit.judge import Proof
from audit.model import JURISDICTIONS, PURPOSES, Rule
from audit.pipeline import packs as all_packs
from audit.rulepacks import Pack, RuleTest
from audit.store import Store, trials

WIDTH = 96


def known(packs: Sequence[str] = ()) -> list[Rule]:
    """The rules of packs, by id, as all packs amend them; without names, of all packs there are."""
    there, named = _loaded(packs)
    return sorted((rule for pack in there if pack.name in named for rule in pack.rules), key=lambda rule: rule.id)


def one(rule_id: str, packs: Sequence[str] = ()) -> Rule:
    """The rule of an id. UsageError, with the nearest id, where there is none."""
    return _found(rule_id, known(packs))


def proof(packs: Sequence[str] = ()) -> Proof:
    """What the tests of rules show, and what else they lack. PackError where a rule cannot be run at all."""
    return judge.prove(*_loaded(packs))


def described(rule: Rule) -> Mapping[str, Any]:
    """A rule as JSON knows it."""
    return {field.name: getattr(rule, field.name) for field in fields(rule)}


def statement(rule: Rule) -> str:
    """The statement that gives a rule's verdicts, with its condition as it was checked. PackError where it is refused."""
    with Store.memory() as store:
        return trials.verdict_statement(store, rule)


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many rules speak about each topic, for each purpose and jurisdiction."""

    topics: Mapping[str, Mapping[tuple[str, str], int]]
    "By topic, then by purpose and jurisdiction."

    def lines(self) -> Iterator[str]:
        """The table on a terminal: a row a topic, a column a purpose and jurisdiction."""
        width = max([len("topic"), *map(len, self.topics)])
        group = max(map(len, PURPOSES))
        yield _row("", width, PURPOSES, group)
        yield _row("topic", width, ["".join(f"{place:<5}" for place in JURISDICTIONS)] * len(PURPOSES), group)
        for topic, counts in self.topics.items():
            cells = ["".join(f"{counts[purpose, place]:<5}" for place in JURISDICTIONS) for purpose in PURPOSES]
            yield _row(topic, width, cells, group)


def coverage(rules: Sequence[Rule]) -> Coverage:
    """The table of what rules cover; a rule that names no purpose or jurisdiction speaks about all."""
    topics = {
        rule.topic: dict.fromkeys(((purpose, place) for purpose in PURPOSES for place in JURISDICTIONS), 0) for rule in rules
    }
    for rule in rules:
        for purpose in rule.purposes or PURPOSES:
            for place in rule.jurisdictions or JURISDICTIONS:
                topics[rule.topic][purpose, place] += 1
    return Coverage(dict(sorted(topics.items())))


def in_words(rule: Rule) -> str:
    """A rule on a terminal, for a person."""
    return "\n".join(_lines(rule))


def explained(rule_id: str, packs: Sequence[str] = ()) -> str:
    """What a rule looks at; by its tests, what makes it fire and what does not; who amended, locked and reviewed it."""
    there, _ = _loaded(packs)
    rule = _found(rule_id, [rule for pack in there for rule in pack.rules])
    return "\n".join(_explained(rule, there))


def _row(topic: str, width: int, cells: Sequence[str], group: int) -> str:
    return (f"{topic:<{width}}" + "".join(f"  {cell:<{group}}" for cell in cells)).rstrip()


def _found(rule_id: str, rules: Sequence[Rule]) -> Rule:
    by_id = {rule.id: rule for rule in rules}
    if rule_id not in by_id:
        raise UsageError(
            f"no rule named '{rule_id}'{strict.nearest(rule_id, list(by_id))}; `corpus-audit rules list` shows them all"
        )
    return by_id[rule_id]


def _lines(rule: Rule) -> Iterator[str]:
    yield from _head(rule)
    for heading, text in (("", rule.plain), ("Why: ", rule.rationale), ("Fires where: ", rule.when)):
        yield ""
        yield from textwrap.wrap(heading + text, WIDTH)
    yield from _listed("Sources:", [_source(rule, place) for place in range(len(rule.citations))])
    yield from _listed("How to mend:", rule.fix)


def _head(rule: Rule) -> Iterator[str]:
    yield f"{rule.id}: {rule.title}"
    purposes, jurisdictions = ", ".join(rule.purposes) or "any", ", ".join(rule.jurisdictions) or "any"
    yield f"topic: {rule.topic}; outcome: {rule.outcome}; severity: {rule.severity}"
    yield f"purposes: {purposes}; jurisdictions: {jurisdictions}"
    if rule.valid_from or rule.valid_to:
        yield f"in force: {_day(rule.valid_from, 'always')} to {_day(rule.valid_to, 'now')}"


def _explained(rule: Rule, packs: Sequence[Pack]) -> Iterator[str]:
    pack = next(pack for pack in packs if pack.name == rule.pack)
    tests = [case for each in packs for case in each.tests if case.rule == rule.id]
    with Store.memory() as store:
        columns = trials.columns_named(trials.condition_tree(store, rule))
    comments = {
        "purpose": "What the corpus is for.",
        "jurisdiction": "Whose law is asked about.",
        **trials.column_comments(rule.view),
    }
    yield from _head(rule)
    yield ""
    yield from textwrap.wrap(rule.plain, WIDTH)
    yield from _listed(f"It looks at each {rule.view}, and there at:", [f"{column}: {comments[column]}" for column in columns])
    yield from _listed("By its tests it fires for:", [_told(case) for case in tests if case.expect])
    yield from _listed("By its tests it does not fire for:", [_told(case) for case in tests if not case.expect])
    yield from _listed("Amended and locked:", [*_amended(rule, packs)])
    yield ""
    yield f"Reviewed: {pack.reviewed or 'by nobody, as far as its pack says'}"


def _told(case: RuleTest) -> str:
    return case.name + (" (as amended)" if case.amended else "")


def _amended(rule: Rule, packs: Sequence[Pack]) -> Iterator[str]:
    for pack in packs:
        yield from (f"amended by {pack.name}: {one.note}" for one in pack.amendments if one.rule == rule.id)
        if rule.id in pack.locks:
            yield f"locked by {pack.name}; a waiver needs {' or '.join(pack.approvers) or 'a change of that pack'}"


def _listed(heading: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield ""
        yield heading
        for line in lines:
            yield from textwrap.wrap(line, WIDTH, initial_indent="  - ", subsequent_indent="    ", break_long_words=False)


def _source(rule: Rule, place: int) -> str:
    citation = rule.citations[place]
    checked = f"; {citation.checked}" if citation.checked else ""
    return f"{citation.text} ({citation.date.isoformat()})" + (f" {citation.url}" if citation.url else "") + checked


def _day(day: date | None, otherwise: str) -> str:
    return day.isoformat() if day else otherwise


def _loaded(packs: Sequence[str]) -> tuple[tuple[Pack, ...], tuple[str, ...]]:
    """All packs there are, those given as folders among them; and the names of the given ones, else of all."""
    there = all_packs.there(packs)
    return there, tuple(pack.name for pack in all_packs.named(packs)) or tuple(pack.name for pack in there)
