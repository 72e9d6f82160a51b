import ast
from collections.abc import Iterator
from pathlib import Path

from tests.laws import tree

CATCHES_ALL = {
    "audit/cli/__init__.py": "the program's edge: a crash must not exit 0 or 1",
    "audit/engines/processes.py": "the worker's edge: what it raised goes to the parent",
    "audit/readers/reading.py": "the reader's edge: parsing libraries raise what they like",
    "audit/scan/work.py": "the shard's edge: it becomes a skip",
}
"Where everything may be caught, and why."
DANGEROUS = {"eval", "exec", "compile", "__import__", "breakpoint"}
UNSAFE = {"pickle", "marshal", "shelve", "dill", "cloudpickle", "urllib.request", "requests", "httpx", "http.client", "socket"}


def test_everything_is_caught_at_edges_only() -> None:
    catching = {
        tree.name(path)
        for path in tree.files("audit", suffix=".py")
        for node in ast.walk(tree.parsed(path))
        if isinstance(node, ast.ExceptHandler) and _catches_all(node)
    }

    assert catching <= set(CATCHES_ALL)


def test_every_edge_that_is_named_is_there() -> None:
    assert not [path for path in CATCHES_ALL if "except Exception" not in (tree.ROOT / path).read_text()]


def test_only_the_command_line_prints() -> None:
    printing = [
        tree.name(path) for path in tree.files("audit", suffix=".py") if "cli" not in path.parts and "print" in set(_called(path))
    ]

    assert not printing


def test_no_text_is_run_as_code() -> None:
    assert not {
        tree.name(path): bad for path in tree.files("audit", suffix=".py") if (bad := DANGEROUS.intersection(_called(path)))
    }


def test_nothing_reads_pickles_or_the_network() -> None:
    imported = {tree.name(path): UNSAFE.intersection(_imported(path)) for path in tree.files("audit", suffix=".py")}

    assert not {path: names for path, names in imported.items() if names}


def test_nothing_below_the_command_line_asks_for_the_time_of_day() -> None:
    clocks = {"now", "today", "utcnow"}
    asking = [
        f"{tree.name(path)}:{node.lineno}"
        for path in tree.files("audit", suffix=".py")
        if "cli" not in path.parts
        for node in ast.walk(tree.parsed(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in clocks
    ]

    assert not asking


def _catches_all(handler: ast.ExceptHandler) -> bool:
    return handler.type is None or (isinstance(handler.type, ast.Name) and handler.type.id in ("Exception", "BaseException"))


def _called(path: Path) -> Iterator[str]:
    """Names of functions that are called by their bare name."""
    for node in ast.walk(tree.parsed(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.func.id


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(tree.parsed(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module if node.module and not all(alias.name.endswith("Error") for alias in node.names) else ""
