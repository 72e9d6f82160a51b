"""
Mutants: a rule's condition with one thing changed. One that no test of the rule notices shows what its tests do not say.

Left out are each part of an AND or OR, each member of a list and each default of an unknown value. Turned round are comparisons,
NOT, IS NULL, IN and BETWEEN. Each value is put higher and lower, or spelt otherwise.

Misses changes that only two of these together would show; and counts as unnoticed what makes no difference by logic.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from audit.errors import PackError
from audit.judge.bench import Bench
from audit.model import Rule
from audit.rulepacks import RuleTest
from audit.store import trials

LEAST_NOTICED = 0.8
"Share of a rule's mutants that its tests have to notice."

_TURNED = {
    "COMPARE_EQUAL": "COMPARE_NOTEQUAL",
    "COMPARE_NOTEQUAL": "COMPARE_EQUAL",
    "COMPARE_LESSTHAN": "COMPARE_GREATERTHANOREQUALTO",
    "COMPARE_GREATERTHANOREQUALTO": "COMPARE_LESSTHAN",
    "COMPARE_GREATERTHAN": "COMPARE_LESSTHANOREQUALTO",
    "COMPARE_LESSTHANOREQUALTO": "COMPARE_GREATERTHAN",
    "OPERATOR_IS_NULL": "OPERATOR_IS_NOT_NULL",
    "OPERATOR_IS_NOT_NULL": "OPERATOR_IS_NULL",
}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

Node = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change of a condition, as trees."""

    tree: Any
    "Of the whole condition, changed."
    was: Any
    becomes: Any
    "None: it is left out."


@dataclass(frozen=True, slots=True)
class Mutation:
    """How many mutants of a rule its tests notice."""

    rule: str
    mutants: int
    unnoticed: tuple[str, ...]
    "In words, what was changed in each that no test notices."

    @property
    def noticed_share(self) -> float:
        """Of all mutants, 0 to 1; 1 where there are none."""
        return 1 - len(self.unnoticed) / self.mutants if self.mutants else 1.0


def of(condition: Node) -> Iterator[Mutant]:
    """Every mutant of a condition, one change each."""
    for path, node in _nodes(condition, ()):
        for was, becomes, instead in _changes(node):
            yield Mutant(_put(condition, path, instead), was, becomes)


def tried(bench: Bench, rule: Rule, cases: Sequence[RuleTest]) -> Mutation:
    """Try the mutants of a rule on its tests. A mutant that cannot be run at all is not counted."""
    mutants = list(of(trials.condition_tree(bench.store, rule)))
    conditions = [trials.written(bench.store, mutant.tree) for mutant in mutants]
    counts = _fired(bench, rule, conditions, cases)
    expected = [case.expect for case in cases]
    lived = [(mutant, count) for mutant, count in zip(mutants, counts, strict=True) if count is not None]
    unnoticed = tuple(_words(bench, mutant) for mutant, count in lived if count == expected)
    return Mutation(rule.id, len(lived), unnoticed)


def _fired(bench: Bench, rule: Rule, conditions: Sequence[str], cases: Sequence[RuleTest]) -> list[list[int] | None]:
    """How often each condition fires for each test; None: it cannot be run, such as a comparison of a text with a number."""
    try:
        return list(bench.fired(rule, conditions, cases)) if conditions else []
    except PackError:
        if len(conditions) == 1:
            return [None]
    half = len(conditions) // 2
    return _fired(bench, rule, conditions[:half], cases) + _fired(bench, rule, conditions[half:], cases)


def _words(bench: Bench, mutant: Mutant) -> str:
    was = trials.written(bench.store, mutant.was)
    return f"without {was}" if mutant.becomes is None else f"{trials.written(bench.store, mutant.becomes)} in place of {was}"


def _nodes(tree: Any, path: tuple[Any, ...]) -> Iterator[tuple[tuple[Any, ...], Node]]:
    """Every node of an expression whose change says something, with the way to it."""
    if isinstance(tree, list):
        for place, part in enumerate(tree):
            yield from _nodes(part, (*path, place))
    elif isinstance(tree, dict):
        if "class" in tree:
            yield path, tree
        for key, part in tree.items():
            yield from _nodes(_without_lists(tree, key, part), (*path, key))


def _without_lists(node: Node, key: str, part: Any) -> Any:
    """Parts of a node that are changed by themselves: no members of a list, nor defaults, which the node's changes leave out."""
    if key != "children":
        return part
    if node["type"] == "COMPARE_IN" and len(part) > 2:
        return [child if place == 0 or child["class"] != "CONSTANT" else None for place, child in enumerate(part)]
    return part[:1] if node["type"] == "OPERATOR_COALESCE" else part


def _changes(node: Node) -> Iterator[tuple[Any, Any, Any]]:
    """What is changed, what it becomes (None: left out), and the node with the change."""
    kind, children = node["type"], node.get("children", [])
    if node["class"] == "CONJUNCTION" or (kind == "COMPARE_IN" and len(children) > 2):
        first = 1 if kind == "COMPARE_IN" else 0
        for place in range(first, len(children)):
            rest = [*children[:place], *children[place + 1 :]]
            yield children[place], None, rest[0] if len(rest) == 1 else {**node, "children": rest}
    if kind in _TURNED:
        turned = {**node, "type": _TURNED[kind]}
        yield node, turned, turned
    elif kind in ("OPERATOR_NOT", "OPERATOR_COALESCE"):
        yield node, children[0], children[0]
    elif kind in ("COMPARE_IN", "COMPARE_BETWEEN"):
        turned = {**_NOT, "children": [node]}
        yield node, turned, turned
    elif node["class"] == "CONSTANT":
        for value in _values(node):
            yield node, value, value


_NOT = {"class": "OPERATOR", "type": "OPERATOR_NOT", "alias": "", "query_location": 0}


def _values(constant: Node) -> Iterator[Node]:
    """Other values in place of a written one: a day long before and long after, a lower and a higher number, another text."""
    kind, text = constant["literal"]["kind"], constant["literal"]["text"]
    if kind == "STRING":
        others = ["1900-01-01", "2999-12-31"] if _DAY.fullmatch(text) else [text + "~"]
    elif kind == "BOOLEAN":
        others = ["false" if text == "true" else "true"]
    else:
        others = [f"{2 * abs(float(text)) + 1:.15g}", f"{-abs(float(text)) - 1:.15g}"]
    yield from ({**constant, "literal": {"kind": kind, "text": other}} for other in others)


def _put(tree: Any, path: tuple[Any, ...], instead: Any) -> Any:
    """A tree with something else at the end of a way."""
    if not path:
        return instead
    changed = _put(tree[path[0]], path[1:], instead)
    if isinstance(tree, dict):
        return {**tree, path[0]: changed}
    return [*tree[: path[0]], changed, *tree[path[0] + 1 :]]
