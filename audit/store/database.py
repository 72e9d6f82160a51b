"""Opening a DuckDB database, and its statements: one a file, by name."""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path

import duckdb

from audit.errors import RunError

FORMAT = 9
"Raise it whenever the tables change: a database of another format is made anew from the shards."
MEMORY = "2GB"
"What DuckDB may use at most; beyond it, it goes to disk beside the database."

_COLUMN = re.compile(r'^ {4}(?:[^\n]* AS )?"?(\w+)"?(?: [^\n]*?)?,? -- (.+)$', re.MULTILINE)

_MADE = re.compile(r"^CREATE (TABLE|VIEW|MACRO) ", re.MULTILINE)


def connect(path: Path | None) -> duckdb.DuckDBPyConnection:
    """Open a database file, or one in memory. RunError, with the mend, where another process holds it or it is broken."""
    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": MEMORY,
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "asof_loop_join_threshold": 0,  # it guesses that few rows are asked about, and then compares each with all
    }
    try:
        return duckdb.connect(str(path or ":memory:"), config=settings)
    except duckdb.IOException as problem:
        if "lock" in str(problem).lower():
            raise RunError(f"{path} is in use by another process; wait until it ends, or give another --run") from problem
        if "valid DuckDB database" in str(problem):
            raise RunError(f"{path} is not a database of corpus-audit; remove it and run `corpus-audit scan` again") from problem
        raise RunError(f"{path} cannot be opened: {_first_line(problem)}") from problem
    except duckdb.Error as problem:
        raise RunError(f"{path} is damaged; remove it and run `corpus-audit scan` again ({_first_line(problem)})") from problem


def make_tables(connection: duckdb.DuckDBPyConnection, *, explain: bool) -> None:
    """
    Make every table, view and macro.

    `explain` makes the comments of their files comments of the database, for those who open it.
    """
    parts = ["BEGIN"]
    for name in schema():
        text = statement(f"schema/{name}")
        parts.append(text)
        if explain:
            parts += _comments(name.partition("_")[2], text)
    connection.execute(";\n".join([*parts, "COMMIT"]))


def comments(text: str) -> dict[str, str]:
    """The comment of each column in a statement that makes a table or a view."""
    return dict(_COLUMN.findall(text))


@cache
def schema() -> tuple[str, ...]:
    """The names of the statements that make tables, views and macros, in order."""
    places = (files("audit.store") / "sql" / "schema").iterdir()
    return tuple(sorted(place.name.removesuffix(".sql") for place in places if place.name.endswith(".sql")))


@cache
def statement(name: str) -> str:
    """The statement in sql/<name>.sql."""
    return (files("audit.store") / "sql" / f"{name}.sql").read_text(encoding="utf-8")


def _comments(table: str, text: str) -> Iterator[str]:
    """Statements that comment a table, view or macro, and the columns that it has."""
    kind = _MADE.findall(text)[0]
    yield f"COMMENT ON {kind} {table} IS {_literal(text.partition(chr(10))[0].removeprefix('-- '))}"
    for column, comment in comments(text).items():
        yield f'COMMENT ON COLUMN {table}."{column}" IS {_literal(comment)}'


def _first_line(problem: Exception) -> str:
    return str(problem).strip().partition("\n")[0]


def _literal(text: str) -> str:
    """A text of our own as an SQL literal: COMMENT takes no bound values."""
    return "'" + text.replace("'", "''") + "'"
