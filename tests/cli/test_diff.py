"""Two runs compared by cause, as a person asks for it."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pytest

Command = Callable[..., Any]

MORE = '{"text": "A new line. As an AI language model, I cannot say."}\n'


@pytest.fixture
def two(judged: Path, place: Path) -> Path:
    """A judged run and, as `later`, its copy."""
    shutil.copytree(judged, place / "later")
    return judged


@pytest.fixture
def again(command: Command, place: Path) -> Callable[..., None]:
    """Scans a corpus of some text into `later` and judges it, with options of either."""

    def scan(text: str, *words: str, judging: tuple[str, ...] = ()) -> None:
        (place / "corpus" / "a.jsonl").write_text(text)
        scanning = ("scan", "corpus", "--engine", "serial", "--run", "later", "--quiet", *words)
        assert command(*scanning, *(() if "--detectors" in words else ("--detectors", "generated-text"))).status == 0
        assert command("judge", "later", "--quiet", *judging).status == 0

    return scan


def _told(command: Command) -> dict[str, Any]:
    result = command("diff", "audit-run", "later", "--json")
    assert result.status == 0, result.err
    told: dict[str, Any] = orjson.loads(result.out)
    return told


def _changed(told: dict[str, Any], what: str) -> set[tuple[str, str]]:
    return {(row["change"], row["cause"]) for row in told[what] if row["cause"]}


def test_a_run_and_its_copy_do_not_differ(two: Path, command: Command) -> None:
    result = command("diff", "audit-run", "later")

    assert result.status == 0
    assert "Data, rules, reference index and tool are the same." in result.out
    assert result.out.splitlines()[-1].startswith("Unchanged: 1 finding, ")


def test_other_text_is_told_as_data(judged: Path, command: Command, place: Path, again: Callable[..., None]) -> None:
    text = (place / "corpus" / "a.jsonl").read_text() + MORE
    again(text)
    told = _told(command)

    assert _changed(told, "findings") == _changed(told, "verdicts") == {("new", "data")}
    assert "1 documents are new" in told["differs"]["data"]
    assert told["later"]["findings"] == told["earlier"]["findings"] + 1
    assert "1 finding new, by data" in command("diff", "audit-run", "later").out


def test_a_text_that_went_is_gone_by_data(judged: Path, command: Command, again: Callable[..., None]) -> None:
    again('{"text": "A plain sentence."}\n')

    assert _changed(_told(command), "findings") == {("gone", "data")}


def test_another_file_with_the_same_records_changes_no_finding(
    judged: Path, command: Command, place: Path, again: Callable[..., None]
) -> None:
    text = (place / "corpus" / "a.jsonl").read_text()
    (place / "corpus" / "moved.jsonl").write_text(text)
    again('{"text": "A plain sentence."}\n')

    assert _changed(_told(command), "findings") == set()


def test_another_policy_is_told_as_rules(two: Path, command: Command, place: Path) -> None:
    (place / "policy.toml").write_text('name = "none"\njurisdictions = ["US"]\npurposes = ["research-training"]\n')
    assert command("judge", "later", "--policy", "policy.toml", "--quiet").status == 0
    told = _told(command)

    assert {cause for _, cause in _changed(told, "verdicts")} == {"rules"}
    assert "policy: another purposes" in told["differs"]["rules"]
    assert _changed(told, "findings") == set()


def test_a_detector_that_was_not_on_is_told_as_tool(
    judged: Path, command: Command, place: Path, again: Callable[..., None]
) -> None:
    again((place / "corpus" / "a.jsonl").read_text(), "--detectors", "opt-out")
    told = _told(command)

    assert _changed(told, "findings") == {("gone", "tool")}
    assert "detector generated-text: only in the earlier run" in told["differs"]["tool"]


@pytest.mark.parametrize(
    ("key", "value", "told"),
    [
        ("tool_version", "0.0.9", "corpus-audit 0.0.9 to "),
        ("version", 0, "detector generated-text: version 0 to "),
        ("digest", "00", "detector generated-text: other signals"),
    ],
)
def test_versions_that_differ_are_told(two: Path, command: Command, key: str, value: Any, told: str) -> None:
    manifest = orjson.loads((two / "run.json").read_bytes())
    (manifest if key == "tool_version" else manifest["detectors"][0])[key] = value
    (two / "run.json").write_bytes(orjson.dumps(manifest))

    assert any(line.startswith(told) for line in _told(command)["differs"]["tool"])


def test_a_waiver_is_told_as_a_decision(two: Path, command: Command, place: Path) -> None:
    made = command("baseline", "later", "-o", "known.jsonl", "--quiet")
    assert made.status == 0, made.err
    assert command("judge", "later", "--baseline", "known.jsonl", "--quiet").status == 0

    assert _changed(_told(command), "verdicts") == {("baselined", "decisions")}


def test_works_that_only_one_run_was_compared_with_are_told_as_references(
    command: Command, place: Path, again: Callable[..., None]
) -> None:
    words = " ".join(
        f"{colour} {thing}" for colour in ("grey", "blue", "pale", "dark") for thing in ("mill", "quay", "lamp", "rope", "oar")
    )
    (place / "works").mkdir()
    (place / "works" / "mill.txt").write_text(f"The clerk counted {words} and wrote all of it down before the fog came over.")
    text = orjson.dumps({"text": f"He said the clerk counted {words} and wrote all of it down."}).decode() + "\n"
    again(text, "--detectors", "known-work")
    os.rename("later", "audit-run")
    again(text, "--detectors", "known-work", "--works", "works")
    told = _told(command)

    assert _changed(told, "findings") == {("new", "references")}
    assert any(line.startswith("library works (") for line in told["differs"]["references"])
    assert "tool" not in told["differs"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("audit-run", "nowhere"), "there is no run in nowhere"),
        (("audit-run", "./audit-run"), "are the same run"),
        (("audit-run", "later"), "later/audit.duckdb is not there"),
        (("later", "audit-run"), "later/audit.duckdb is not there"),
    ],
)
def test_runs_that_cannot_be_compared_are_told(two: Path, command: Command, words: tuple[str, ...], told: str) -> None:
    Path("later/audit.duckdb").unlink()

    result = command("diff", *words)

    assert result.status == 2
    assert told in result.err


def test_a_database_that_is_broken_is_told(two: Path, command: Command) -> None:
    Path("later/audit.duckdb").write_bytes(b"no database")

    assert "cannot be read" in command("diff", "audit-run", "later").err


def test_a_database_of_another_version_is_told(two: Path, command: Command) -> None:
    from audit.store.database import connect

    with connect(Path("later/audit.duckdb")) as connection:
        connection.execute("UPDATE run SET format = format - 1")

    assert "of another version" in command("diff", "audit-run", "later").err


def test_a_report_tells_what_changed_since_an_earlier_run(
    judged: Path, command: Command, place: Path, again: Callable[..., None]
) -> None:
    again((place / "corpus" / "a.jsonl").read_text() + MORE)
    words = ("report", "--run", "later", "-o", "html=a.html", "-o", "json=a.json", "--quiet", "--compare")

    assert command(*words, "audit-run").status == 0
    assert '<section id="since"' in (place / "a.html").read_text()
    assert orjson.loads((place / "a.json").read_bytes())["report"]["since"] == _told(command)
    assert command(*words, "nowhere").status == 2
