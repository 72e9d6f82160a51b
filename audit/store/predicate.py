"""
A rule's predicate made safe: parsed by DuckDB, walked against lists of what is allowed, and written anew from its tree.

What is run is never the text of a pack, but what DuckDB writes for the tree that was checked.
"""

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

import duckdb
import orjson

from audit.errors import PackError

LONGEST = 4000
"Characters of a predicate."
MOST_TEXTS = 20
"Texts that a predicate may make of others: each is held for thousands of rows at a time, whatever the limit on memory."
# fmt: off
FUNCTIONS = frozenset({
    "=", "<>", "<", ">", "<=", ">=", "+", "-", "*", "/", "%", "~~", "!~~", "~~*", "!~~*", "||", "abs", "ceil",
    "coalesce", "concat", "contains", "date_part", "day", "ends_with", "floor", "greatest", "ifnull", "least", "left",
    "length", "lower", "ltrim", "month", "nullif", "regexp_full_match", "regexp_matches", "replace", "right", "round",
    "rtrim", "starts_with", "prefix", "suffix", "strip_accents", "substr", "substring", "trim", "upper", "year",
})
# fmt: on
"Functions that read nothing but their arguments, take time in proportion to them and give the same every time."
TYPES = frozenset({"BIGINT", "BOOLEAN", "DATE", "DOUBLE", "INTEGER", "SMALLINT", "TINYINT", "VARCHAR"})
"Types that a value can be cast to."

_CLASSES = frozenset({"BETWEEN", "CASE", "CAST", "COLUMN_REF", "COMPARISON", "CONJUNCTION", "CONSTANT", "FUNCTION", "OPERATOR"})
_OPERATORS = frozenset(
    {"COMPARE_IN", "COMPARE_NOT_IN", "OPERATOR_NOT", "OPERATOR_IS_NULL", "OPERATOR_IS_NOT_NULL", "OPERATOR_COALESCE"}
)
_MAKING_TEXT = frozenset("concat left lower ltrim replace right rtrim strip_accents substr substring trim upper ||".split())
_PATTERNED = frozenset({"regexp_full_match", "regexp_matches", "~~", "!~~", "~~*", "!~~*"})
_PLAIN = {
    "SUBQUERY": "a query inside it",
    "WINDOW": "a window function",
    "LAMBDA": "a function of its own",
    "STAR": "a star",
    "PARAMETER": "a parameter",
    "POSITIONAL_REFERENCE": "a column by number",
    "COLLATE": "a collation",
}


def checked(connection: duckdb.DuckDBPyConnection, when: str, columns: Sequence[str]) -> str:
    """
    The predicate as DuckDB writes its tree, once the tree is known to be harmless.

    Raises PackError with a sentence that says what is not allowed; an unknown column names the nearest.
    """
    return written(connection, tree(connection, when, columns))


def tree(connection: duckdb.DuckDBPyConnection, when: str, columns: Sequence[str]) -> Any:
    """The tree of a predicate that is known to be harmless. PackError as `checked` raises it."""
    if len(when) > LONGEST:
        raise PackError(f"it has {len(when)} characters; {LONGEST} is the most")
    query = _query(connection, when)
    condition = query["statements"][0]["node"]["where_clause"]
    for node in nodes(condition):
        _allow(node, columns)
    made = sum(max(1, len(node["arguments"]) - 1) for node in nodes(condition) if node.get("function_name") in _MAKING_TEXT)
    if made > MOST_TEXTS:
        raise PackError(
            f"it makes {made} texts of others, as by || and lower; {MOST_TEXTS} is the most, since they fill the memory"
        )
    return condition


def written(connection: duckdb.DuckDBPyConnection, tree: Any) -> str:
    """The predicate that a tree stands for."""
    query = _parsed(connection, "TRUE")
    query["statements"][0]["node"]["where_clause"] = tree
    row: Any = connection.execute("SELECT json_deserialize_sql(?::JSON)", [orjson.dumps(query).decode()]).fetchone()
    return str(row[0]).removeprefix(_QUERY)


def nodes(tree: Any) -> Iterator[Mapping[str, Any]]:
    """Every node of an expression that has a class."""
    waiting = [tree]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            if "class" in part:
                yield part
            waiting.extend(part.values())
        elif isinstance(part, list):
            waiting.extend(part)


_QUERY = "SELECT 1 FROM seen WHERE "


def _query(connection: duckdb.DuckDBPyConnection, when: str) -> Any:
    """DuckDB's tree of a query whose condition is the predicate, and which has nothing else."""
    query = _parsed(connection, when)
    if query["error"]:
        raise PackError(f"it is not one condition in SQL: {query['error_message']}")
    statements = query["statements"]
    if len(statements) != 1 or statements[0]["node"]["type"] != "SELECT_NODE":
        raise PackError("it holds more than one condition: statements and set operations are not allowed")
    frame = _parsed(connection, "TRUE")["statements"][0]
    if _without_condition(statements[0]) != _without_condition(frame):
        raise PackError("it holds more than one condition: nothing can follow it, such as GROUP BY, ORDER BY, LIMIT or a sample")
    return query


def _parsed(connection: duckdb.DuckDBPyConnection, when: str) -> Any:
    try:
        row: Any = connection.execute("SELECT json_serialize_sql(?::VARCHAR)", [_QUERY + when]).fetchone()
        return orjson.loads(row[0])
    except (duckdb.Error, orjson.JSONDecodeError, UnicodeEncodeError) as problem:
        raise PackError(f"it cannot be parsed; it may be nested too deep ({type(problem).__name__})") from problem


def _without_condition(statement: Mapping[str, Any]) -> Any:
    """All of a statement but its condition."""
    node = {key: value for key, value in statement["node"].items() if key != "where_clause"}
    return {**statement, "node": node}


def _allow(node: Mapping[str, Any], columns: Sequence[str]) -> None:
    """Raise PackError unless a node is of a kind that is known to be harmless."""
    kind = node["class"]
    if kind == "TYPE":
        _allow_type(node)
    elif kind not in _CLASSES:
        raise PackError(f"it holds {_PLAIN.get(kind, kind.lower().replace('_', ' '))}, which is not allowed")
    elif kind == "COLUMN_REF":
        _allow_column(node["column_names"], columns)
    elif kind == "FUNCTION":
        _allow_function(node)
    elif kind == "OPERATOR" and node["type"] not in _OPERATORS:
        raise PackError(f"it holds the operator {node['type'].lower()}, which is not allowed")


def _allow_type(node: Mapping[str, Any]) -> None:
    if node["type_name"].upper() not in TYPES or node["schema"] or node["catalog"]:
        raise PackError(f"it casts to {node['type_name']}; allowed are {', '.join(sorted(TYPES))}")


def _allow_column(names: Sequence[str], columns: Sequence[str]) -> None:
    name = ".".join(names)
    if name.lower() not in columns:
        close = get_close_matches(name.lower(), columns, 1)
        hint = f"did you mean '{close[0]}'?" if close else f"there are: {', '.join(columns)}"
        raise PackError(f"there is no column '{name}'; {hint}")


def _allow_function(node: Mapping[str, Any]) -> None:
    name = node["function_name"].lower()
    if name not in FUNCTIONS or node["schema"] or node["catalog"]:
        close = get_close_matches(name, FUNCTIONS, 1)
        hint = f"; did you mean '{close[0]}'?" if close else ""
        raise PackError(f"the function '{name}' is not allowed{hint}")
    if node["filter"] or node["distinct"] or node["order_bys"]["orders"]:
        raise PackError(f"the function '{name}' is used as an aggregate, which is not allowed")
    arguments = [argument["expression"] for argument in node["arguments"]]
    if name == "replace" and not _shortens(arguments):
        raise PackError(
            "what 'replace' looks for and puts in its place must be written out, and may not be longer: texts would grow"
        )
    if name in _PATTERNED and any(argument["class"] != "CONSTANT" for argument in arguments[1:]):
        raise PackError(f"the pattern of '{name}' must be written out, since corpus text may not become a pattern")


def _shortens(arguments: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a replacement never makes a text longer; nested ones would else grow without bound."""
    sought, put = ([one.get("literal", {}).get("text") for one in arguments[1:]] + [None, None])[:2]
    return isinstance(sought, str) and isinstance(put, str) and len(put) <= len(sought)
