"""The project's files as the laws read them."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("audit", "rules", "templates", "tests", "examples", ".ci")
_BUILT = {"__pycache__", "audit-run", "node_modules"}


def files(*folders: str, suffix: str = "") -> list[Path]:
    """The files below folders of the project, built ones left out, in order."""
    found = (path for folder in folders for path in (ROOT / folder).rglob(f"*{suffix}"))
    return sorted(path for path in found if path.is_file() and not _BUILT.intersection(path.parts))


def texts(*folders: str, suffix: str = "") -> Iterator[tuple[Path, str]]:
    """Files that are UTF-8 text, with their text."""
    for path in files(*folders, suffix=suffix):
        try:
            yield path, path.read_text("utf-8")
        except UnicodeDecodeError:
            continue


def documents() -> list[Path]:
    """The project's documents."""
    return [*sorted(ROOT.glob("*.md")), ROOT / "examples" / "README.md"]


@cache
def parsed(path: Path) -> ast.Module:
    """A module's syntax."""
    return ast.parse(path.read_text("utf-8"))


def name(path: Path) -> str:
    """A file as messages call it."""
    return path.relative_to(ROOT).as_posix()
