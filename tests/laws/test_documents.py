import re
import tomllib
from pathlib import Path

import click
import pytest

from audit.cli import commands
from tests.laws import tree

TOP = {
    "audit",
    "rules",
    "templates",
    "tests",
    "examples",
    ".ci",
    "pyproject.toml",
    "README.md",
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "LICENSE",
    ".gitignore",
}
CODE = re.compile(r"```.*?```|`[^`\n]+`|^    [^\n]+$", re.DOTALL | re.MULTILINE)
CALL = re.compile(r"corpus-audit[ \t]+([a-z][a-z-]+)((?:[ \t]+[^\n`|&;]+)?)")
FILE = re.compile(r"`((?:audit|rules|templates|tests|examples|\.ci)/[\w./-]+)`")


@pytest.fixture(params=tree.documents(), ids=lambda path: tree.name(path))
def document(request: pytest.FixtureRequest) -> str:
    path: Path = request.param
    return path.read_text("utf-8")


def test_documents_name_only_commands_and_options_that_exist(document: str) -> None:
    context = click.Context(commands)
    for code in CODE.findall(document):
        for command, words in CALL.findall(code):
            known = commands.get_command(context, command)
            assert known is not None, command
            options = {
                option for parameter in parameters(known, words) for option in (*parameter.opts, *parameter.secondary_opts)
            }
            assert set(re.findall(r"(?<=\s)--?[a-z][a-z-]*", words)) <= options | {"--help", "-h"}, command


def parameters(command: click.Command, words: str) -> list[click.Parameter]:
    """Of a command of a group that the words name; where they name none, of the group and of its command that is meant then."""
    if not isinstance(command, click.Group):
        return command.params
    named = [command.commands[name] for name in words.split()[:1] if name in command.commands]
    return [parameter for one in named or [command, *command.commands.values()] for parameter in one.params]


def test_documents_name_only_files_that_exist(document: str) -> None:
    placeholder = re.compile(r"/x\b")

    assert [named for named in FILE.findall(document) if not placeholder.search(named) and not (tree.ROOT / named).exists()] == []


def test_links_between_documents_lead_somewhere(document: str) -> None:
    links = [link.split("#")[0] for link in re.findall(r"\]\((?!https?:)([^)]+)\)", document)]

    assert [
        link for link in links if link and not any((base / link).exists() for base in (tree.ROOT, tree.ROOT / "examples"))
    ] == []


def test_ci_calls_the_commands_of_the_readme_to_the_letter() -> None:
    readme = (tree.ROOT / "README.md").read_text()
    script = (tree.ROOT / ".ci" / "run").read_text()
    lines = [line.strip() for line in readme.splitlines() if "pip install" in line and ".venv" in line]

    assert len(lines) == 2
    assert lines[1] in script
    assert lines[0].split(" && ")[-1] in script


def test_the_changelog_tells_of_this_version() -> None:
    version = tomllib.loads((tree.ROOT / "pyproject.toml").read_text())["project"]["version"]

    assert f"## {version}" in (tree.ROOT / "CHANGELOG.md").read_text()


def test_nothing_lies_at_the_top_that_does_not_belong_there() -> None:
    ignored = {line.strip("/\n") for line in (tree.ROOT / ".gitignore").read_text().splitlines()}
    there = {path.name for path in tree.ROOT.iterdir()} - {".git"}

    assert {
        name for name in there - TOP - ignored if not name.endswith(".egg-info") and not name.startswith(".coverage")
    } == set()
