"""Datasets that a model made, told by their texts: who made them, under which licence, and what follows from it."""

import json
from pathlib import Path

import pytest

from audit import cli
from audit.detectors.known_work import match
from audit.model import Finding, Kind, Level
from audit.references.works import Work
from audit.references.works_building import build

ANSWER = (
    "To keep lanterns from smoking, trim each wick to the width of a fingernail and wipe the chimney with a dry cloth before it "
    "cools. If the flame still leans, the burner sits crooked, and a quarter turn against the clock will set it right again. A "
    "pinch of salt in the oil makes the light a little whiter, though nobody at Brenmoor could ever say why that should be so."
)
MADE = {"generator": "gpt-4-0613", "provider": "OpenAI", "product": "API", "licence": "MIT", "dataset": "lantern-talk"}


def found(tmp_path: Path, profile: str, kind: str, **metadata: str) -> list[Finding]:
    library = build([Work("set-1", ANSWER, metadata, "works.toml")], tmp_path / "library", profile, kind)
    return match(f"What stands here is ours. {ANSWER}", [library])


@pytest.mark.parametrize("profile", ["open", "positions"])
def test_a_passage_of_a_dataset_tells_who_made_it(tmp_path: Path, profile: str) -> None:
    copied, made = found(tmp_path, profile, "datasets", **MADE)

    assert (copied.kind, made.kind) == (Kind.COPYRIGHT, Kind.GENERATED)
    assert (made.level, made.span) == (Level.FINDING, copied.span)
    assert made.fingerprint != copied.fingerprint
    told = {"basis": "dataset", "model": "gpt-4-0613", "provider": "OpenAI", "product": "API", "family": "OpenAI"}
    assert told.items() <= made.attributes.items()
    assert (made.attributes["dataset"], made.attributes["licence"]) == ("lantern-talk", "MIT")


@pytest.mark.parametrize(
    ("given", "dataset"), [({"title": "Lantern talk"}, "Lantern talk"), ({}, "set-1")], ids=["by its title", "by its id"]
)
def test_a_dataset_without_a_name_is_called_otherwise(tmp_path: Path, given: dict[str, str], dataset: str) -> None:
    _, made = found(tmp_path, "open", "datasets", generator="some model", **given)

    assert made.attributes["dataset"] == dataset
    assert {"provider", "family", "licence"}.isdisjoint(made.attributes)


@pytest.mark.parametrize(("kind", "metadata"), [("works", MADE), ("benchmarks", MADE), ("datasets", {"licence": "MIT"})])
def test_nothing_is_said_of_a_model_where_no_dataset_names_one(tmp_path: Path, kind: str, metadata: dict[str, str]) -> None:
    assert [one.kind for one in found(tmp_path, "open", kind, **metadata)] == [Kind.COPYRIGHT]


def test_a_blend_with_restricted_output_under_a_permissive_label_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], compiled: None
) -> None:
    monkeypatch.chdir(tmp_path)
    for folder in ("set", "corpus"):
        (tmp_path / folder).mkdir()
    (tmp_path / "set" / "a.txt").write_text(ANSWER)
    (tmp_path / "set" / "manifest.jsonl").write_text(json.dumps({"file": "a.txt", **MADE}) + "\n")
    rows = [{"text": f"A chat. {ANSWER}", "date": "2024-05-01"}, {"text": "A plain sentence of our own."}]
    (tmp_path / "corpus" / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))

    assert cli.status(["index", "set", "-o", "library", "--kind", "datasets", "-q"]) == 0
    cli.status(["run", "corpus", "--works", "library", "--engine", "serial", "-q"])
    capfd.readouterr()
    assert cli.status(["verdicts", "audit-run", "--format", "jsonl"]) == 0

    said = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
    assert {"core/permissive-label", "core/generated-terms-refuse"} <= {
        one["rule"] for one in said if one["document"] == "a.jsonl#0"
    }
