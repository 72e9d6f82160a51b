"""One finding looked for again: still there, moved, changed, gone, and what differs from the run."""

import re
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import orjson
import pytest

from audit import cli

Command = Callable[..., Any]

STORY = (
    "The ferry left the grey harbour before the bakers had lit their ovens, and nobody on the quay waved. On the upper deck a "
    "woman counted the lamps, as she had counted them every winter since the mill had closed, and found that one was missing."
)
OTHER = "A list of pumps and valves that the harbour office keeps for the year is to be had from the clerk on any weekday."


@pytest.fixture(scope="module")
def _audited(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run of a corpus that holds a story of a library, and a sentence that a model says it wrote."""
    made = tmp_path_factory.mktemp("audited")
    for name in ("works", "corpus"):
        (made / name).mkdir()
    (made / "works" / "ferry.txt").write_text(f"{STORY} Then the fog came over the rail and took the town away.")
    (made / "corpus" / "a.jsonl").write_text(_lines("As an AI language model, I cannot tell you that."))
    (made / "corpus" / "b.jsonl").write_text(_lines(OTHER, f"Heard at the quay: {STORY}", OTHER))
    asked = ("--engine", "serial", "--detectors", "known-work,generated-text", "--works", str(made / "works"), "--quiet")
    assert cli.status(["scan", str(made / "corpus"), "--run", str(made / "audit-run"), *asked]) == 0
    assert cli.status(["judge", "--run", str(made / "audit-run"), "--quiet"]) == 0
    return made


@pytest.fixture
def audited(place: Path, _audited: Path) -> Path:
    """The same, where one stands."""
    shutil.copytree(_audited, place, dirs_exist_ok=True)
    _note(place, given={name: [str(place / name)] for name in ("corpus", "works")})
    return place


def _lines(*texts: str) -> str:
    return "".join(orjson.dumps({"id": f"r{text[:9]}", "text": text}).decode() + "\n" for text in texts)


def _of(command: Command, detector: str) -> str:
    found = map(orjson.loads, command("findings").out.splitlines())
    return str(next(line["fingerprint"] for line in found if line["detector"] == detector))


def _note(place: Path, **changes: Any) -> None:
    """Alter what a run tells of itself."""
    file = place / "audit-run" / "run.json"
    file.write_bytes(orjson.dumps({**orjson.loads(file.read_bytes()), **changes}))


def test_the_command_of_each_exhibit_finds_it_again(audited: Path, command: Command) -> None:
    report = orjson.loads(command("report", "-o", "json=-", "--quiet").out)["report"]
    told = [exhibit["reproduce"] for exhibit in report["exhibits"]]

    assert {exhibit["detector"] for exhibit in report["exhibits"]} == {"known-work", "generated-text"}
    assert [command(*shlex.split(line)[1:]).status for line in told] == [0] * len(told)


def test_a_finding_that_is_there_is_told_with_its_place_in_both_texts_and_its_measures(audited: Path, command: Command) -> None:
    result = command("reproduce", _of(command, "known-work")[:10].upper(), "--quiet")

    assert result.out.startswith("still there: b.jsonl#1, characters 19 to 259, as known-work finds it today\n")
    assert "works/ferry@" in result.out
    assert ", characters 0 to 240\n" in result.out
    assert re.search(r"  Matched: 4\d words; ", result.out)


def test_a_record_that_moved_is_found_where_it_is(audited: Path, command: Command) -> None:
    fingerprint = _of(command, "known-work")
    file = audited / "corpus" / "b.jsonl"
    file.write_text(_lines("One record more.") + file.read_text())

    assert command("reproduce", fingerprint, "--quiet").out.startswith("still there: b.jsonl#2,")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda file: file.write_text(_lines(f"Once more: {STORY}")), "the file or the record has changed"),
        (lambda file: file.unlink(), "b.jsonl is not in the corpus any more"),
        (
            lambda file: file.write_text(file.read_text().replace('"text": "Heard', '"text" "Heard').replace('":"', '"-"')),
            "Not read",
        ),
    ],
    ids=["cut", "gone", "broken"],
)
def test_a_finding_that_is_not_there_is_told_with_a_reason(
    audited: Path, command: Command, change: Callable[[Path], Any], why: str
) -> None:
    fingerprint = _of(command, "known-work")
    change(audited / "corpus" / "b.jsonl")
    result = command("reproduce", fingerprint, "--quiet")

    assert (result.status, result.out.startswith("not there any more")) == (1, True)
    assert why in result.out


def test_what_differs_from_the_run_is_told(audited: Path, command: Command) -> None:
    manifest = orjson.loads((audited / "audit-run" / "run.json").read_bytes())
    detectors = [{**one, "version": 1000} for one in manifest["detectors"]]
    _note(audited, detectors=detectors, packs=[{**one, "digest": "0"} for one in manifest["packs"]], libraries=[{"digest": "0"}])
    result = command("reproduce", _of(command, "known-work"), "--quiet")

    assert result.status == 0
    assert "the run used 1000" in result.out
    assert "The rule pack known-work is another" in result.out
    assert "The libraries of works are not those of the run" in result.out


def test_works_can_be_elsewhere(audited: Path, command: Command) -> None:
    fingerprint = _of(command, "known-work")
    (audited / "works").rename(audited / "moved")
    _note(audited, given={"corpus": [str(audited / "corpus")]})

    assert "name them with --works" in command("reproduce", fingerprint).err
    assert command("reproduce", fingerprint, "--works", "moved", "--quiet").status == 0


def test_a_program_gets_values(audited: Path, command: Command) -> None:
    fingerprint = _of(command, "generated-text")
    told = orjson.loads(command("reproduce", fingerprint, "--json", "--quiet").out)
    (audited / "corpus" / "a.jsonl").unlink()
    after = orjson.loads(command("reproduce", fingerprint, "--json", "--quiet").out)

    assert told == {
        "fingerprint": fingerprint,
        "document": "a.jsonl#0",
        "detector": "generated-text",
        "there": True,
        "place": {"start": 0, "end": 26, "record": 0},
        "changed": [],
    }
    assert (after["there"], after["place"]) == (False, None)


def test_what_is_about_a_whole_record_says_so(place: Path, command: Command) -> None:
    (place / "corpus" / "c.jsonl").write_text(orjson.dumps({"text": OTHER, "url": "https://www.reddit.com/r/x/1"}).decode())
    assert command("scan", "corpus", "--engine", "serial", "--detectors", "scraped-site", "--quiet").status == 0

    assert "about the record as a whole" in command("reproduce", _of(command, "scraped-site"), "--quiet").out


@pytest.mark.parametrize(
    ("given", "told"), [("beef", "at least 8 digits"), ("0" * 32, "no finding of audit-run has the fingerprint")]
)
def test_no_finding_is_told(judged: Path, command: Command, given: str, told: str) -> None:
    result = command("reproduce", given)

    assert result.status == 2
    assert told in result.err


def test_several_findings_are_told_apart_by_more_digits(judged: Path, command: Command) -> None:
    with duckdb.connect(judged / "audit.duckdb") as database:
        database.execute("INSERT INTO found SELECT * REPLACE ('12345678a' AS fingerprint) FROM found LIMIT 1")
        database.execute("INSERT INTO found SELECT * REPLACE ('12345678b' AS fingerprint) FROM found LIMIT 1")

    assert "give more of its digits" in command("reproduce", "12345678").err
