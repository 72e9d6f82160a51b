"""Summaries that judgements leave, and runs in a row, as a person asks for them."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pytest

Command = Callable[..., Any]


def _summary(run: str = "audit-run") -> dict[str, Any]:
    stored: dict[str, Any] = orjson.loads((Path(run) / "summary.json").read_bytes())
    return stored


@pytest.fixture
def two(judged: Path, place: Path, command: Command) -> Path:
    """A judged run and, as `later`, its copy, judged again for another purpose."""
    assert command("judge", "--quiet").status == 0
    shutil.copytree(judged, place / "later")
    (place / "policy.toml").write_text('name = "none"\njurisdictions = ["US"]\npurposes = ["research-training"]\n')
    assert command("judge", "later", "--policy", "policy.toml", "--quiet").status == 0
    return judged


def test_a_judgement_leaves_a_small_sorted_summary(judged: Path, command: Command) -> None:
    assert command("judge", "--quiet").status == 0
    content = (judged / "summary.json").read_bytes()
    summary = orjson.loads(content)["summary"]

    assert len(content) < 100_000
    assert content == (json.dumps(orjson.loads(content), indent=1, sort_keys=True) + "\n").encode()
    assert (summary["documents"], summary["findings"], summary["skips"]) == (2, 1, 1)
    assert (summary["judged"], summary["day"]) == ("2026-01-01T00:00:00+00:00", "2026-01-01")
    assert sum(row["open"] for row in summary["rules"]) == sum(by["open"] for by in summary["outcomes"].values()) > 0
    assert all(bool(row["open"]) == bool(row["open_digest"]) for row in summary["rules"])


def test_the_same_judgement_leaves_the_same_bytes(judged: Path, command: Command) -> None:
    assert command("judge", "--quiet").status == 0
    before = (judged / "summary.json").read_bytes()
    assert command("judge", "--quiet").status == 0

    assert (judged / "summary.json").read_bytes() == before


def test_what_is_only_tried_leaves_the_summary(judged: Path, command: Command, place: Path) -> None:
    before = (judged / "summary.json").read_bytes()
    (place / "policy.toml").write_text('name = "none"\njurisdictions = ["US"]\npurposes = ["research-training"]\n')

    assert command("judge", "--policy", "policy.toml", "--dry-run", "--quiet").status == 0
    assert (judged / "summary.json").read_bytes() == before


def test_a_baseline_moves_open_verdicts_to_those_known(judged: Path, command: Command) -> None:
    opened = sum(row["open"] for row in _summary()["summary"]["rules"])
    assert command("baseline", "-o", "known.jsonl", "--quiet").status == 0
    assert command("gate", "--baseline", "known.jsonl").status in (0, 1, 3)
    summary = _summary()["summary"]

    assert sum(row["baselined"] for row in summary["rules"]) == opened
    assert sum(row["open"] for row in summary["rules"]) == 0


def test_runs_stand_in_a_table_with_what_changed(two: Path, command: Command) -> None:
    result = command("trend", "audit-run", "later")

    assert (result.status, result.err) == (0, "")
    assert [line.split()[0] for line in result.out.splitlines()[1:3]] == ["audit-run", "later"]
    assert "later: not as before: rules" in result.out
    assert "Not the same as for audit-run: rules." in result.out


def test_no_database_is_opened(two: Path, command: Command, place: Path) -> None:
    for run in ("audit-run", "later"):
        (place / run / "audit.duckdb").write_bytes(b"no database")
        shutil.copy(place / run / "summary.json", place / f"{run}-2026.json")

    assert command("trend", "audit-run", "later").status == 0
    copies = command("trend", "audit-run-2026.json", "later-2026.json").out
    assert [line.split()[0] for line in copies.splitlines()[1:3]] == ["audit-run-2026", "later-2026"]
    named = command("trend", "later/summary.json").out
    assert named.splitlines()[1].split()[0] == "later"


def test_it_is_written_in_formats(two: Path, command: Command, place: Path) -> None:
    result = command("trend", "audit-run", "later", "-o", "csv=a.csv", "-o", "markdown=-", "-o", "json=a.json")

    assert result.status == 0
    assert result.out.startswith("# Trend")
    assert (place / "a.csv").read_text().count("\n") == 3
    assert command("trend", "audit-run", "later", "--json").out == (place / "a.json").read_text()
    assert command("trend", "audit-run", "--quiet").out == ""


def _without(name: str) -> Callable[[dict[str, Any]], object]:
    return lambda stored: stored["summary"].pop(name)


def _with(name: str, value: Any) -> Callable[[dict[str, Any]], object]:
    return lambda stored: stored["summary"].update({name: value})


@pytest.mark.parametrize(
    ("alter", "told"),
    [
        (lambda stored: stored.update(version=2), "is no summary of a run that this version reads"),
        (lambda stored: stored.update(format="x"), "is no summary of a run that this version reads"),
        (lambda stored: stored.pop("summary"), "'summary' is missing"),
        (_without("rules"), "'rules' is missing"),
        (_without("judged"), "'judged' is missing"),
        (_with("documents", "many"), "'documents' must be a whole number"),
        (_with("judged", "yesterday"), "'judged' must be a time with its zone"),
        (_with("judged", "2026-01-01T00:00:00"), "'judged' must be a time with its zone"),
        (_with("day", "1 March"), "'day' must be a day"),
        (_with("digests", {"data": 1}), "a value of 'digests' is not of the kind"),
        (_with("outcomes", {}), "'note' is missing"),
        (_with("other", 1), "unknown key 'other'"),
        (_with("status", 2), "'status' must be one of 0, 1, 3"),
        (_with("documents", -1), "'documents' is -1; it is a count, from 0"),
    ],
)
def test_what_is_no_summary_is_told(judged: Path, command: Command, alter: Callable[[dict[str, Any]], object], told: str) -> None:
    stored = _summary()
    alter(stored)
    (judged / "summary.json").write_bytes(orjson.dumps(stored))
    result = command("trend", "audit-run")

    assert (result.status, result.out) == (2, "")
    assert "audit-run/summary.json" in result.err
    assert told in result.err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("nowhere",), "nowhere: there is no such file or folder; name a run's folder or a copy of its summary.json"),
        (("corpus",), "corpus has no summary.json; judge that run once more: corpus-audit judge corpus"),
        (("corpus/a.jsonl",), "is no JSON object"),
        (("audit-run", "-o", "pdf=a.pdf"), "no format of trends named 'pdf'; there are: csv, json, markdown, svg"),
        (("audit-run", "-o", "csv=nowhere/a.csv"), "there is no folder nowhere"),
        ((), "Missing argument 'RUN...'"),
    ],
)
def test_wrong_words_are_told(judged: Path, command: Command, words: tuple[str, ...], told: str) -> None:
    result = command("trend", *words)

    assert result.status == 2
    assert told in result.err


def test_a_report_stands_in_a_row_with_other_runs(two: Path, command: Command, place: Path) -> None:
    shutil.copy(place / "audit-run" / "summary.json", place / "january.json")
    words = ("report", "--run", "later", "-o", "html=a.html", "-o", "json=a.json", "--quiet")

    assert command(*words, "--trend", "january.json").status == 0
    trend = orjson.loads((place / "a.json").read_bytes())["report"]["trend"]
    assert [point["name"] for point in trend["points"]] == ["january", "later"]
    assert '<section id="trend"' in (place / "a.html").read_text()
    assert command(*words).status == 0
    assert orjson.loads((place / "a.json").read_bytes())["report"]["trend"] is None
    assert command(*words, "--trend", "nowhere").status == 2


def test_records_in_other_files_are_no_other_verdicts(place: Path, command: Command) -> None:
    texts = [{"id": name, "text": f"As an AI language model, I cannot say {name}."} for name in ("one", "two")]
    (place / "corpus" / "a.jsonl").write_text("".join(json.dumps(text) + "\n" for text in texts))
    run = ("run", "corpus", "--engine", "serial", "--detectors", "generated-text", "--quiet", "--run")
    command(*run, "audit-run")
    for text in texts:
        (place / "corpus" / f"{text['id']}.jsonl").write_text(json.dumps(text) + "\n")
    (place / "corpus" / "a.jsonl").unlink()
    command(*run, "later")
    told = command("trend", "audit-run", "later").out

    assert "not as before" not in told
    assert "Other open verdicts" not in told
