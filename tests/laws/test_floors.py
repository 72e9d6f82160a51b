import subprocess
import sys
import tomllib

import pytest

from tests.laws import tree

HEAVY = (
    "numba",
    "numpy",
    "pyarrow",
    "duckdb",
    "hyperscan",
    "spacy",
    "rapidfuzz",
    "jinja2",
    "fastwarc",
    "resiliparse",
    "tldextract",
)


def test_modules_see_only_the_floors_below_theirs() -> None:
    checked = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"],
        cwd=tree.ROOT,
        capture_output=True,
        text=True,
    )

    assert checked.returncode == 0, checked.stdout[-3000:]


def test_the_architecture_shows_the_floors_that_are_checked() -> None:
    settings = tomllib.loads((tree.ROOT / "pyproject.toml").read_text())
    layers = settings["tool"]["importlinter"]["contracts"][0]["layers"]
    shown = [" ".join(line.split()) for line in (tree.ROOT / "ARCHITECTURE.md").read_text().splitlines()]

    assert [layer for layer in layers if layer != "__main__" and layer not in shown] == []


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["run", "--help"]])
def test_help_loads_nothing_heavy(words: list[str]) -> None:
    asked = f"import sys; from audit.cli import status; status({words}); print({{*{HEAVY}}} & {{*sys.modules}}, file=sys.stderr)"
    ran = subprocess.run([sys.executable, "-c", asked], cwd=tree.ROOT, capture_output=True, text=True, check=True)

    assert ran.stderr.strip() == "set()"
