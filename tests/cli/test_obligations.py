"""The command that writes what a release has to carry."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from audit.pipeline import obligations

Command = Callable[..., Any]
RECORD = (
    '{"text": "Notes on the tides.", "url": "https://a.example/%d", "license": "%s", "title": "Tides", "author": "Mira Oakes"}\n'
)


@pytest.fixture
def run(command: Command, place: Path) -> Path:
    """A judged run of three records under two licences."""
    lines = [RECORD % (1, "CC-BY-4.0"), RECORD % (2, "CC-BY-4.0"), RECORD % (3, "MIT")]
    (place / "corpus" / "a.jsonl").write_text("".join(lines))
    assert command("run", "corpus", "--engine", "serial", "--detectors", "licence", "-q").status in (0, 1, 3)
    return place / "audit-run"


def test_the_files_are_written(command: Command, run: Path, place: Path) -> None:
    done = command("obligations", "-o", "release")

    assert (done.status, done.err) == (0, "")
    assert done.out.splitlines() == [
        "2 licences on 3 records, written to release",
        "not known is part of the credit under CC-BY-4.0; ATTRIBUTION.md names it",
    ]
    assert sorted(path.name for path in (place / "release").iterdir()) == [
        "ATTRIBUTION.md",
        "NOTICE",
        "addresses-1.csv",
        "obligations.csv",
    ]
    assert "| Site a.example |  | Mira Oakes | <https://a.example/> | 2 | changes made: not known |" in (
        place / "release" / "ATTRIBUTION.md"
    ).read_text("utf-8")


def test_the_same_run_gives_the_same_bytes_and_files_are_replaced(command: Command, run: Path, place: Path) -> None:
    def content() -> dict[str, bytes]:
        command("obligations", "audit-run", "-o", "release", "-q")
        return {path.name: path.read_bytes() for path in (place / "release").iterdir()}

    assert content() == content()


def test_many_records_are_listed_on_several_sheets_and_old_ones_go(
    command: Command, run: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(obligations, "SHEET_ROWS", 1)
    command("obligations", "-o", "release")
    several = sorted(path.name for path in (place / "release").glob("addresses-*.csv"))
    monkeypatch.setattr(obligations, "SHEET_ROWS", 2)
    command("obligations", "-o", "release")
    fewer = sorted(path.name for path in (place / "release").glob("addresses-*.csv"))

    assert several == ["addresses-1.csv", "addresses-2.csv", "addresses-3.csv"]
    assert fewer == several[:2]


PURPOSES = [("dataset-redistribution", {"CC-BY-4.0", "MIT"}), ("weights-release", {"CC-BY-4.0"}), ("commercial-training", set())]


@pytest.mark.parametrize(("purpose", "licences"), PURPOSES)
def test_a_purpose_leaves_out_what_it_does_not_set_off(command: Command, run: Path, purpose: str, licences: set[str]) -> None:
    told = json.loads(command("obligations", "-o", "release", "--purpose", purpose, "--json").out)

    assert {one["licence"] for one in told["licences"]} == licences
    assert command("obligations", "-o", "release", "--purpose", purpose, "-q").out == ""


def test_a_run_has_to_be_judged_first(command: Command, scan: Command) -> None:
    scan()

    refused = command("obligations", "-o", "release")

    assert refused.status == 2
    assert "was not judged yet; do so first: corpus-audit judge --run audit-run" in refused.err


def test_a_folder_that_cannot_be_written_is_told(command: Command, run: Path, place: Path) -> None:
    (place / "taken").write_text("")

    refused = command("obligations", "-o", "taken")

    assert refused.status == 2
    assert "cannot write to taken" in refused.err


def test_where_nothing_lacks_nothing_is_said_of_it(command: Command, place: Path) -> None:
    (place / "corpus" / "a.jsonl").write_text(RECORD % (1, "MIT"))
    command("run", "corpus", "--engine", "serial", "--detectors", "licence", "-q")

    assert command("obligations", "-o", "release").out == "1 licence on 1 record, written to release\n"
