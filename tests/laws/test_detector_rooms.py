import ast
import re
import tomllib
from pathlib import Path

import pytest

from tests.laws import tree

DETECTORS = [path for path in tree.files("audit/detectors", suffix=".py") if not path.stem.startswith("_")]
PACKS = sorted(path.parent for path in (tree.ROOT / "rules").glob("*/pack.toml"))


@pytest.fixture(params=DETECTORS, ids=lambda path: path.stem)
def detector(request: pytest.FixtureRequest) -> Path:
    path: Path = request.param
    return path


def test_a_detector_has_one_name_everywhere(detector: Path) -> None:
    names = re.findall(r"^ *(?:name|NAME)(?:: str)? = \"([^\"]+)\"", detector.read_text("utf-8"), re.MULTILINE)

    assert set(names) == {detector.stem.replace("_", "-")}


def test_a_detector_has_a_pack_and_tests(detector: Path) -> None:
    assert (tree.ROOT / "rules" / detector.stem / "pack.toml").is_file()
    assert list((tree.ROOT / "tests" / "detectors" / detector.stem).glob("test_*.py"))


def test_a_detector_tells_what_it_misses(detector: Path) -> None:
    told = ast.get_docstring(tree.parsed(detector)) or ""

    assert any(paragraph.startswith("Misses") for paragraph in told.split("\n\n")[1:])


def test_a_detector_is_made_from_its_signals(detector: Path) -> None:
    functions = [node.name for node in tree.parsed(detector).body if isinstance(node, ast.FunctionDef)]

    assert "create" in functions


@pytest.mark.parametrize("pack", PACKS, ids=lambda path: path.name)
def test_a_measured_row_says_on_what_and_when(pack: Path) -> None:
    rows = tomllib.loads((pack / "pack.toml").read_text("utf-8")).get("measured", [])

    assert all({"kind_of_text", "documents", "data", "date"} <= row.keys() for row in rows)


@pytest.mark.parametrize("pack", PACKS, ids=lambda path: path.name)
def test_lists_that_ship_are_told_of_in_their_pack(pack: Path) -> None:
    telling = ("pack.toml", "SOURCES.md")
    told = "".join((pack / name).read_text("utf-8") for name in telling if (pack / name).is_file())
    lists = [path.name for path in pack.iterdir() if path.name not in (*telling, "rules.toml") and path.is_file()]

    assert [name for name in lists if name not in told] == []


def test_what_ships_beside_the_code_is_small() -> None:
    assert sum(path.stat().st_size for path in tree.files("rules", "templates", "examples")) < 3_000_000
