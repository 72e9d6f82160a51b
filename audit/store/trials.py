"""Trying conditions of rules on what lies in a store, without a verdict; and showing the statement that would give verdicts."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import duckdb

from audit.errors import PackError
from audit.model import Rule
from audit.store import predicate
from audit.store.database import comments, schema, statement
from audit.store.store import Store


class Tried(NamedTuple):
    """What each of the conditions says of a finding or measure for a purpose in a jurisdiction."""

    document: str
    purpose: str
    jurisdiction: str
    fired: Sequence[bool]


def fired(
    store: Store, rule: Rule, conditions: Sequence[str], documents: Sequence[str], scopes: Sequence[tuple[str, str]]
) -> list[Tried]:
    """
    What checked conditions over a rule's view say of all that bears the name of one of the documents. PackError where one fails.

    The store was prepared.
    """
    listed = ", ".join(f"coalesce(({condition}), FALSE)" for condition in conditions)
    values = {
        "documents": list(documents),
        "purposes": [purpose for purpose, _ in scopes],
        "jurisdictions": [jurisdiction for _, jurisdiction in scopes],
    }
    try:
        rows = store._connection.execute(_with(f"try_{rule.view}", listed), values).fetchall()
    except duckdb.Error as problem:
        raise PackError(f"rule {rule.id}: its condition fails on its tests: {str(problem).partition(chr(10))[0]}") from problem
    return [Tried(*row) for row in rows]


def condition_tree(store: Store, rule: Rule) -> Any:
    """A rule's condition as DuckDB's tree, once it was checked."""
    store.checked(rule)
    return predicate.tree(store._connection, rule.when, list(store.columns(rule.view)))


def written(store: Store, tree: Any) -> str:
    """The condition that a tree stands for; the tree was checked, or made of one that was."""
    return predicate.written(store._connection, tree)


def columns_named(tree: Any) -> list[str]:
    """The columns that a condition names, in order of their names."""
    return sorted({node["column_names"][-1].lower() for node in predicate.nodes(tree) if node["class"] == "COLUMN_REF"})


def column_comments(view: str) -> dict[str, str]:
    """What each column of a view means."""
    name = next(name for name in schema() if name.partition("_")[2] == view)
    return comments(statement(f"schema/{name}"))


def verdict_statement(store: Store, rule: Rule) -> str:
    """The statement that gives the verdicts of a rule, with its condition as it was checked. PackError where it is refused."""
    return _with(f"judge_{rule.view}", store.checked(rule))


def _with(name: str, condition: str) -> str:
    return statement(name).replace("FALSE /* predicate */", condition)
