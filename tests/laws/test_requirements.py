import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from itertools import chain

from tests.laws import tree

PROJECT = tomllib.loads((tree.ROOT / "pyproject.toml").read_text())["project"]
IMPORTED_AS = {"license-expression": "license_expression", "pyyaml": "yaml", "python-docx": "docx"}
"Packages that are imported by another name than theirs."
READ = frozenset({"tldextract"})
"Packages whose data are read and whose code is not loaded."


def test_what_is_imported_is_required() -> None:
    required = {_name(line) for line in chain(PROJECT["dependencies"], *PROJECT["optional-dependencies"].values())}
    known = {IMPORTED_AS.get(name, name) for name in required}

    assert sorted(set(_imported()) - known - set(sys.stdlib_module_names) - {"audit"}) == []


def test_what_is_required_is_imported() -> None:
    imported = set(_imported()) | READ

    assert [name for line in PROJECT["dependencies"] if IMPORTED_AS.get(name := _name(line), name) not in imported] == []


def _name(requirement: str) -> str:
    return re.split(r"[^A-Za-z0-9_.-]", requirement, maxsplit=1)[0].lower()


def _imported() -> Iterator[str]:
    """The top packages that the code imports, wherever it does."""
    for path in tree.files("audit", suffix=".py"):
        for node in ast.walk(tree.parsed(path)):
            if isinstance(node, ast.Import):
                yield from (alias.name.split(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                yield node.module.split(".")[0]
