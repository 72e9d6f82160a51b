"""corpus-audit index: making, adding, and looking at libraries."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from audit.cli import index as index_command
from audit.references.works import KINDS, PROFILES

Command = Callable[..., Any]

LINES = [
    "The ferry never stopped at the ninth landing, though the bell was rung each night by a hand nobody saw, and answered.",
    "A lantern stood in the window of the customs house from the first frost until the ice went out, and no one lit it.",
    "They kept the ledger in two hands, one for what was owed and one for what was said to be owed, and read out the second.",
]


@pytest.fixture(autouse=True)
def _cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def works(place: Path) -> Path:
    (place / "works").mkdir()
    for name, line in zip(("bell", "lantern", "ledger"), LINES, strict=True):
        (place / "works" / f"{name}.txt").write_text(line * 20)
    return place / "works"


def ids(command: Command, library: str = "library") -> list[str]:
    return [work["id"] for work in json.loads(command("index", "info", library, "--json").out)["work_list"]]


@pytest.mark.parametrize("profile", PROFILES)
def test_a_library_is_made_told_and_verified(command: Command, works: Path, profile: str) -> None:
    made = command("index", "works", "-o", "library", "--profile", profile, "--kind", "benchmarks")

    about = json.loads(command("index", "info", "library", "--json").out)
    shown = command("index", "info", "library").out
    assert made.status == 0
    assert (about["profile"], about["kind"], about["works"]) == (profile, "benchmarks", 3)
    assert about["not_given"]["title"] == 3
    assert f"profile:       {profile}; kind: benchmarks" in shown
    assert "not given for any work: title, author" in shown
    assert about["can_be_learnt"] in shown
    assert "bell: title not given, author not given" in shown
    assert "is whole" in command("index", "verify", "library").out
    assert json.loads(command("index", "verify", "library", "--json").out)["whole"] is True


def test_no_claim_is_made_that_a_sealed_library_cannot_be_read(command: Command, works: Path) -> None:
    command("index", "works", "-o", "library", "--profile", "sealed", "-q")

    shown = command("index", "info", "library").out
    assert "No claim is made that it is impossible." in shown
    assert "a hash that is in no work passes once in 256" in shown
    assert "2 for a clue, 3 for a finding" in shown
    assert "each equal run of 75 letters is a clue or finding, of 103 a finding" in shown
    assert "less than one clue in 100,000,000 letters" in shown
    assert "less than one finding in 10,000,000,000" in shown


def test_an_altered_library_is_refused(command: Command, works: Path, place: Path) -> None:
    command("index", "works", "-o", "library", "-q")
    content = bytearray((place / "library" / "folded").read_bytes())
    content[7] ^= 1
    (place / "library" / "folded").write_bytes(content)

    refused = command("index", "verify", "library")
    assert refused.status == 2
    assert "folded was altered; make it anew with corpus-audit index" in refused.err


def test_works_are_added_and_removed(command: Command, works: Path, place: Path) -> None:
    command("index", "works/bell.txt", "-o", "library", "-q")
    command("index", "works/lantern.txt", "works/ledger.txt", "--add", "-o", "library", "-q")
    command("index", "works", "-o", "whole", "-q")
    assert ids(command) == ["bell", "lantern", "ledger"]
    assert command("index", "diff", "library", "whole").out == "the libraries are the same\n"

    command("index", "--remove", "lantern", "-o", "library", "-q")
    assert ids(command) == ["bell", "ledger"]
    assert command("index", "diff", "library", "whole").out == "added: lantern\n"
    assert command("index", "diff", "whole", "library").out == "removed: lantern\n"


def test_a_work_that_changed_is_put_in_the_place_of_the_older(command: Command, works: Path) -> None:
    command("index", "works", "-o", "library", "-q")
    command("index", "works", "-o", "before", "-q")
    (works / "bell.txt").write_text(LINES[2] * 5)

    refused = command("index", "works/bell.txt", "--add", "-o", "library", "-q")
    assert refused.status == 2
    assert "two works have the id 'bell'" in refused.err
    command("index", "works/bell.txt", "--add", "--remove", "bell", "-o", "library", "-q")
    assert command("index", "diff", "before", "library").out == "other text: bell\n"


def test_what_is_there_already_is_told(command: Command, works: Path) -> None:
    command("index", "works", "-o", "library", "-q")

    assert "3 works were there already: bell, lantern, ledger" in command("index", "works", "--add", "-o", "library").err


def test_libraries_are_merged(command: Command, works: Path) -> None:
    command("index", "works/bell.txt", "-o", "a", "-q")
    command("index", "works/ledger.txt", "works/bell.txt", "-o", "b", "-q")

    assert command("index", "--merge", "a", "--merge", "b", "-o", "library", "-q").status == 0
    assert ids(command) == ["bell", "ledger"]
    command("index", "a", "b", "-o", "same", "-q")
    assert json.loads(command("index", "diff", "library", "same", "--json").out)["same"] is True


def test_sealed_libraries_are_merged_and_added_to(command: Command, works: Path) -> None:
    command("index", "works/bell.txt", "-o", "a", "--profile", "sealed", "-q")
    command("index", "works/ledger.txt", "-o", "b", "--profile", "sealed", "-q")

    assert command("index", "--merge", "a", "--merge", "b", "works/lantern.txt", "-o", "library", "-q").status == 0
    assert ids(command) == ["bell", "lantern", "ledger"]
    assert "3, of libraries that were merged; a scan asks each" in command("index", "info", "library").out
    assert "were there already: bell" in command("index", "library", "--merge", "library", "-o", "more").err
    command("index", "library", "--remove", "ledger", "-o", "library", "-q")
    assert ids(command) == ["bell", "lantern"]


def test_what_a_sealed_library_cannot_become_is_told(command: Command, works: Path) -> None:
    command("index", "works", "-o", "library", "--profile", "sealed", "-q")

    refused = command("index", "library", "--profile", "open", "-o", "more", "-q")
    assert refused.status == 2
    assert "give both libraries to a scan" in refused.err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("-o", "new"), "no works; name files or folders of works, or libraries with --merge"),
        (("--remove", "nothing", "-o", "library"), "no work has the id 'nothing'"),
        (("works", "-o", "library", "--memory", "much"), "'much' is no size; give for instance 512M or 4G"),
        (("works", "--add", "-o", "nowhere"), "not a library"),
        (("info", "works"), "is not a library of works"),
        (("works", "--profile", "other", "-o", "x"), "'other' is not one of"),
    ],
)
def test_what_cannot_be_made_is_told(command: Command, works: Path, words: tuple[str, ...], message: str) -> None:
    command("index", "works", "-o", "library", "-q")

    refused = command("index", *words)
    assert refused.status == 2
    assert message in refused.err


@pytest.mark.parametrize("size", ["1000000", "1M", "0.5g", "1MiB", "300kB"])
def test_memory_chooses_the_grid_and_keeps_the_table(command: Command, works: Path, size: str) -> None:
    made = command("index", "works", "-o", "library", "--memory", size)

    assert "fingerprints of each letter of a work and every 8 letters of a document; a scan takes up to 1 MiB" in made.err
    assert "in the library" in command("index", "info", "library").out
    assert "table" in json.loads(command("index", "info", "library", "--json").out)["files"]


def test_other_metadata_is_told(command: Command, works: Path) -> None:
    command("index", "works", "-o", "before", "-q")
    (works / "works.csv").write_text("id,title\nbell,The \x1b[31mBell\nlantern,\nledger,\n")
    command("index", "works", "-o", "after", "--profile", "sealed", "-q")

    shown = command("index", "diff", "before", "after").out
    assert "profile: open -> sealed" in shown
    assert "other metadata: bell: title: not given -> The ‹ESC›[31mBell" in shown
    assert "texts were not compared" in shown
    assert "\x1b" not in shown + command("index", "info", "after").out
    assert "not given: title (2 of 3 works)" in command("index", "info", "after").out


def test_of_many_works_some_are_shown(command: Command, place: Path) -> None:
    rows = [json.dumps({"id": f"w{number:02}", "text": f"{number} {LINES[0]}"}) for number in range(30)]
    (place / "many.jsonl").write_text("\n".join(rows))
    command("index", "many.jsonl", "-o", "many", "-q")
    command("index", "corpus", "-o", "none", "-q")

    assert "and 10 more; --json lists all" in command("index", "info", "many").out
    assert "added: and 10 more; --json lists all" in command("index", "diff", "none", "many").out


@pytest.mark.parametrize("profile", PROFILES)
def test_a_scan_finds_a_passage_by_a_library_of_any_profile(command: Command, works: Path, place: Path, profile: str) -> None:
    command("index", "works", "-o", "library", "--profile", profile, "--kind", "boilerplate", "-q")
    (place / "text.txt").write_text(f"I have it from an old book: {LINES[0].upper()} So it says.")

    found = [json.loads(line) for line in command("match", "text.txt", "--works", "library", "--json").out.splitlines()]

    assert [(one["attributes"]["work"], one["level"]) for one in found] == [("bell", "finding")]
    assert found[0]["attributes"]["library_kind"] == "boilerplate"
    assert (found[0]["attributes"].get("profile", "open"), 20 < found[0]["start"] < 60) == (profile, True)


def test_choices_are_those_of_libraries() -> None:
    choices = {parameter.name: getattr(parameter.type, "choices", None) for parameter in index_command.command.params}

    assert choices["kind"] == KINDS
    assert choices["profile"] == PROFILES


HOSTILE = "no\x1b[31mte\u202egpj\nforged: all is well"


def test_hostile_names_of_files_and_works_cannot_steer_a_terminal(command: Command, works: Path, place: Path) -> None:
    (works / f"{HOSTILE}.bin").write_bytes(bytes(range(256)) * 30)
    (works / f"{HOSTILE}.txt").write_text(LINES[0] * 20)
    (works / "again.jsonl").write_text("".join(json.dumps({"id": HOSTILE, "text": line}) + "\n" for line in (LINES[0], LINES[1])))
    (place / "text.txt").write_text(LINES[0])

    made = command("index", "works", "-o", "library")
    (works / "again.jsonl").unlink()
    again = command("index", "works", "-o", "library")
    shown = command("match", "text.txt", "--works", "library")

    assert made.status == 2
    assert "not read as a work: no‹ESC›[31mte‹RLO›gpj forged: all is well.bin" in again.err
    assert "works that have the same text: bell, no‹ESC›[31mte‹RLO›gpj forged: all is well" in again.err
    assert shown.status == 0
    for text in (made.err, again.err, again.out, shown.out, shown.err):
        assert not {"\x1b", "\u202e"} & set(text)
        assert not [line for line in text.splitlines() if line.startswith("forged")]


def test_a_passage_that_is_let_pass_is_a_clue_with_its_reason(command: Command, works: Path, place: Path) -> None:
    (place / "text.txt").write_text(LINES[0])
    (place / "allow.toml").write_text('[[allow]]\nwork = "bell"\nreason = "Licensed to us."\n')
    words = ("match", "text.txt", "--works", "works", "--allow", "allow.toml")

    assert command(*words).out == "1 clue not shown; see them with --clues\n"
    assert "lets it pass: bell (Licensed to us.)." in " ".join(command(*words, "--clues").out.split())
    assert command("match", "text.txt", "--works", "works", "--allow", "gone.toml").status == 2


@pytest.mark.parametrize("by", ["option", "policy"])
def test_a_run_lets_pass_what_it_is_told_to(command: Command, works: Path, place: Path, by: str) -> None:
    (place / "corpus" / "a.jsonl").write_text(json.dumps({"text": LINES[0]}) + "\n")
    (place / "allow.toml").write_text('[[allow]]\nwork = "bell"\nreason = "Licensed to us."\n')
    policy = 'purposes = ["commercial-training"]\njurisdictions = ["EU"]\n' + 'allow = ["allow.toml"]\n' * (by == "policy")
    (place / "policy.toml").write_text(policy)
    scan = ["scan", "corpus", "--works", "works", "--engine", "serial", "--detectors", "known-work", "--policy", "policy.toml"]

    command(*scan, *(["--allow", "allow.toml"] if by == "option" else []))
    judged = command("judge", "--policy", "policy.toml")
    gated = command("gate")

    (found,) = map(json.loads, command("findings", "audit-run").out.splitlines())
    assert (found["level"], found["attributes"]["allowed"]) == ("clue", "bell (Licensed to us.)")
    assert (judged.status, gated.status) == (0, 0)
