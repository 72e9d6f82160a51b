"""corpus-audit sources, and --manifest of the commands that take one."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Command = Callable[..., Any]
MANIFEST = '[[source]]\nid = "all"\nname = "All of it"\nlicence = "MIT"\npaths = ["*"]\n'


@pytest.fixture
def manifest(place: Path) -> Path:
    path = place / "sources.toml"
    path.write_text(MANIFEST)
    return path


def test_a_judged_run_lists_its_sources(command: Command, judged: Path, manifest: Path) -> None:
    command("judge", "--manifest", str(manifest), "--quiet")
    result = command("sources")

    assert (result.status, result.err) == (0, "")
    assert "All of it" in result.out
    assert "MIT" in result.out


def test_sources_are_json_lines_or_one_object(command: Command, judged: Path, manifest: Path) -> None:
    command("judge", "--manifest", str(manifest), "--quiet")
    lines = [json.loads(line) for line in command("sources", str(judged), "--format", "jsonl").out.splitlines()]
    whole = json.loads(command("sources", "--format", "json").out)

    assert [(row["source_id"], row["declared"], row["documents"]) for row in lines] == [("all", "MIT", 2)]
    assert whole["sources"] == lines
    assert whole["manifests"][0]["file"] == "sources.toml"


def test_a_dry_run_tries_a_manifest_and_keeps_nothing(command: Command, judged: Path, manifest: Path) -> None:
    result = command("judge", "--manifest", str(manifest), "--dry-run")

    assert result.status == 0
    assert command("sources", "--format", "jsonl").out == ""
    assert (
        "judged_manifests" not in json.loads((judged / "run.json").read_bytes())
        or not json.loads((judged / "run.json").read_bytes())["judged_manifests"]
    )


def test_a_scan_says_which_manifest_it_took_and_sources_come_with_the_judgement(
    scan: Command, command: Command, place: Path
) -> None:
    (place / "corpus" / "corpus.toml").write_text(MANIFEST)
    result = scan()

    assert "sources as corpus.toml says (corpus.toml, found in the corpus): 1 of them" in result.err
    assert "not judged yet, so sources are not known" in command("sources").err


def test_a_scan_is_given_a_manifest(scan: Command, manifest: Path) -> None:
    assert "sources as sources.toml says (corpus.toml, given): 1 of them" in scan("--manifest", str(manifest)).err


WRONG = [
    ("nowhere.toml", None, "there is no such file"),
    ("list.csv", "a", "is no manifest; give a corpus.toml"),
    ("bad.toml", '[[source]]\nid = "a"\nlicense = "MIT"', "did you mean 'licence'?"),
]


@pytest.mark.parametrize(("name", "text", "told"), WRONG)
@pytest.mark.parametrize("step", ["scan", "judge"])
def test_a_manifest_that_does_not_fit_is_told(
    command: Command, scan: Command, judged: Path, name: str, text: str | None, told: str, step: str
) -> None:
    if text is not None:
        Path(name).write_text(text)
    result = scan("--manifest", name) if step == "scan" else command("judge", "--manifest", name)

    assert result.status == 2
    assert told in result.err
