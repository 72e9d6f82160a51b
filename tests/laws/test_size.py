import ast

from tests.laws import tree

LONGEST_FUNCTION = 60
LONGEST_MODULE = 400


def test_no_function_is_longer_than_the_eye() -> None:
    long = [
        f"{tree.name(path)}:{node.lineno} {node.name}, {_lines(node)} lines"
        for path in tree.files("audit", "tests", suffix=".py")
        for node in ast.walk(tree.parsed(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and _lines(node) > LONGEST_FUNCTION
    ]

    assert not long


def test_no_module_is_longer_than_a_sitting() -> None:
    counts = {tree.name(path): text.count("\n") for path, text in tree.texts("audit", "tests", suffix=".py")}

    assert not {path: lines for path, lines in counts.items() if lines > LONGEST_MODULE}


def test_no_module_is_named_for_nothing() -> None:
    vague = {"util", "utils", "common", "helpers", "misc", "manager", "base"}

    assert not [tree.name(path) for path in tree.files("audit", "tests", suffix=".py") if path.stem.strip("_") in vague]


def _lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1
