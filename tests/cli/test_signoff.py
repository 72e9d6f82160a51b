"""A person signs for a run as it is; the clearance tells a training job whether the corpus is still the one that was cleared."""

import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from audit import cli
from audit.errors import AuditError
from audit.pipeline import statements
from audit.pipeline.clearance import Asked, check
from tests.decisions.made import about, entry
from tests.pipeline import made_keys as keys

Command = Callable[..., Any]
POLICY = 'purposes = ["commercial-training"]\njurisdictions = ["EU"]\nmin_coverage = 0.0\npacks = ["generated_text"]\n'
SIGNED = ["signoff", "--name", "Mira <b>Lund", "--role", "counsel", "--statement", "Cleared for release 3."]
RULE = "generated-text/says-so"


@pytest.fixture(scope="module")
def _cleared(tmp_path_factory: pytest.TempPathFactory, compiled: None) -> Path:
    """A corpus of two files whose run passes, by a path from elsewhere; a page of it and two keys."""
    made = tmp_path_factory.mktemp("cleared")
    (made / "corpus" / "b").mkdir(parents=True)
    (made / "corpus" / "a.jsonl").write_text('{"text": "As an AI language model, I cannot tell you that."}\n')
    (made / "corpus" / "b" / "b.jsonl").write_text('{"text": "A plain sentence."}\n')
    (made / "policy.toml").write_text(POLICY)
    run = ["--run", str(made / "audit-run"), "--quiet"]
    scan = ["scan", os.path.relpath(made / "corpus"), "--engine", "serial", "--detectors", "generated-text", *run]
    page = ["report", "-o", f"html={made / 'read.html'}", *run]
    for words in (scan, ["judge", "--policy", str(made / "policy.toml"), "--as-of", "2026-01-01", *run], page):
        assert cli.status(words) == 0
    keys.write(made, keys.ed())
    keys.write(made, keys.ed(), "other")
    return made


@pytest.fixture
def cleared(place: Path, _cleared: Path) -> Iterator[Path]:
    """A folder with all of it, its corpus changed back afterwards."""
    for name in ("audit-run", "read.html", "policy.toml", "key.pem", "key.pub", "other.pub"):
        copy = shutil.copytree if (_cleared / name).is_dir() else shutil.copy
        copy(_cleared / name, place / name)
    kept = (_cleared / "corpus" / "a.jsonl").read_bytes()
    status = (_cleared / "corpus" / "a.jsonl").stat()
    yield _cleared / "corpus"
    (_cleared / "corpus" / "a.jsonl").write_bytes(kept)
    os.utime(_cleared / "corpus" / "a.jsonl", ns=(status.st_atime_ns, status.st_mtime_ns))


def lines(name: str = "c.json") -> list[dict[str, Any]]:
    return [json.loads(line) for line in Path(name).read_text().splitlines()]


def test_what_is_signed_is_cleared_wherever_it_is_checked(command: Command, cleared: Path) -> None:
    signed = command(*SIGNED, "--report", "read.html", "--key", "key.pem", "-o", "c.json")
    everything = ["--corpus", str(cleared), "--policy", "policy.toml", "--report", "read.html", "--run", "audit-run"]

    found = command("verify-clearance", "c.json", "--key", "key.pub", *everything)

    assert (signed.status, signed.err) == (0, "")
    assert "signed for audit-run as of 2026-01-01: The gate passed" in signed.out
    assert found.status == 0
    first, *rest = found.out.splitlines()
    assert first.startswith("c.json: cleared by Mira <b>Lund, counsel, under policy ")
    assert [line for line in rest if "NOT" in line or "problem" in line] == []
    for said in (
        "the signature, which is of the key",
        "2 files, dirHash",
        "the policy's file",
        "the report that was read",
        "the run",
    ):
        assert f"checked: {said}" in found.out or said in found.out
    assert "lawful" not in found.out
    assert json.loads(command("verify-clearance", "c.json", "--key", "key.pub", "--json").out)["cleared"] is True


def test_what_was_not_compared_is_said(command: Command, cleared: Path) -> None:
    command(*SIGNED, "--key", "key.pem", "-o", "c.json")

    found = command("verify-clearance", "c.json", "--key", "key.pub")

    assert found.status == 0
    assert [line.split(": ")[1].split(",")[0] for line in found.out.splitlines() if "NOT checked" in line] == [
        "the corpus of 2 files",
        "the policy's file",
        "the run",
    ]


def test_a_file_that_nobody_signed_says_so_loudly(command: Command, cleared: Path) -> None:
    signed = command(*SIGNED, "-o", "c.json")

    refused = command("verify-clearance", "c.json")
    believed = command("verify-clearance", "c.json", "--unsigned")
    keyed = command("verify-clearance", "c.json", "--key", "key.pub")

    assert "NOT SIGNED: anybody can write a file such as c.json" in signed.err
    assert "no report was named" in signed.err
    assert (refused.status, "name the signer's public key with --key" in refused.err) == (2, True)
    assert (believed.status, "NOBODY'S SIGNATURE WAS CHECKED" in believed.out) == (0, True)
    assert (keyed.status, "NOT CLEARED: its signature is not of the key" in keyed.out) == (1, True)


def test_another_key_does_not_clear(command: Command, cleared: Path) -> None:
    command(*SIGNED, "--key", "key.pem", "-o", "c.json")

    found = command("verify-clearance", "c.json", "--key", "other.pub")

    assert (found.status, "NOT CLEARED: its signature is not of the key that was given" in found.out) == (1, True)


def test_a_run_that_fails_is_signed_for_without_a_clearance(command: Command, cleared: Path) -> None:
    Path("policy.toml").write_text(POLICY + 'fail_on = "note"\n')
    command("judge", "--policy", "policy.toml", "--as-of", "2026-01-01")

    signed = command(*SIGNED, "--key", "key.pem", "-o", "c.json")
    found = command("verify-clearance", "c.json", "--key", "key.pub")

    assert (signed.status, "NO CLEARANCE: the gate did not pass" in signed.err) == (1, True)
    assert (found.status, len(lines())) == (1, 1)
    assert "there is a test result and no clearance" in found.out


def test_the_results_of_rules_are_told_as_tests(command: Command, cleared: Path) -> None:
    command(*SIGNED, "-o", "c.json")
    verified, tested = lines()

    result = tested["predicate"]
    assert (verified["predicateType"], tested["predicateType"]) == (statements.VERIFIED, statements.TESTED)
    assert (result["result"], result["failedTests"]) == ("PASSED", [])
    assert RULE in result["warnedTests"]
    assert "corpus-audit/complete" in result["passedTests"]
    assert [one["name"] for one in verified["subject"]] == ["corpus", "corpus/a.jsonl", "corpus/b/b.jsonl"]
    assert "CORPUS_AUDIT_PURPOSE_COMMERCIAL_TRAINING" in verified["predicate"]["properties"]


def test_a_corpus_that_changed_is_not_signed_for_and_not_cleared(command: Command, cleared: Path) -> None:
    command(*SIGNED, "-o", "c.json")
    (cleared / "a.jsonl").write_text('{"text": "Something else."}\n')

    found = command("verify-clearance", "c.json", "--unsigned", "--corpus", str(cleared))
    signed = command(*SIGNED)

    assert found.status == 1
    assert "the corpus is not the one that was signed for: first a.jsonl, of 1 that differ" in found.out
    assert (signed.status, "the corpus is not as it was scanned: see a.jsonl" in signed.err) == (2, True)


def test_a_file_that_is_gone_is_told(command: Command, cleared: Path, tmp_path: Path) -> None:
    shutil.copytree(cleared, "less", copy_function=shutil.copy2)
    Path("less/b/b.jsonl").unlink()

    assert "see b/b.jsonl" in command(*SIGNED, "--corpus", "less").err


def test_a_copy_of_the_corpus_is_the_same(command: Command, cleared: Path) -> None:
    shutil.copytree(cleared, "copy", copy_function=shutil.copy2)

    assert command(*SIGNED, "--corpus", "copy", "-o", "c.json").status == 0
    assert command("verify-clearance", "c.json", "--unsigned", "--corpus", str(cleared)).status == 0


DAYS = [
    ("2027-01-01", 0, ""),
    ("2027-01-02", 1, "NOT CLEARED: it ended on 2027-01-01; have it signed anew"),
    ("2025-12-31", 1, "NOT CLEARED: it was signed on 2026-01-01 only"),
]


@pytest.mark.parametrize(("day", "status", "told"), DAYS)
def test_a_clearance_has_a_last_day(command: Command, cleared: Path, day: str, status: int, told: str) -> None:
    command(*SIGNED, "-o", "c.json")

    found = command("verify-clearance", "c.json", "--unsigned", "--as-of", day)

    assert (found.status, told in found.out) == (status, True)


@pytest.mark.parametrize("day", ["2025-12-31", "2027-01-02"])
def test_a_last_day_beyond_a_year_is_refused(command: Command, cleared: Path, day: str) -> None:
    refused = command(*SIGNED, "--expires", day)

    assert (refused.status, f"can hold until 2027-01-01, not {day}" in refused.err) == (2, True)
    assert command(*SIGNED, "--expires", "2026-02-01", "-o", "c.json").status == 0
    assert command("verify-clearance", "c.json", "--unsigned", "--as-of", "2026-02-02").status == 1


def decide(command: Command, **changes: Any) -> None:
    """Record a decision on the one finding, and judge again."""
    found = next(row for row in map(json.loads, command("verdicts").out.splitlines()) if row["rule"] == RULE)
    record = entry(at="2026-01-01T00:00:00Z", target=about(found["fingerprint"], RULE), **changes)
    Path("d.jsonl").write_text(json.dumps(record) + "\n")
    assert command("decisions", "import", "d.jsonl", "--apply").status == 0
    command("judge", "--policy", "policy.toml", "--as-of", "2026-01-01")


def test_a_clearance_holds_no_longer_than_what_lets_verdicts_pass(command: Command, cleared: Path) -> None:
    decide(command, expires="2026-03-01")

    command(*SIGNED, "-o", "c.json")

    assert lines()[0]["predicate"][statements.EXTENSION]["expires"] == "2026-03-01"
    assert "log of decisions, last record" in [one["name"] for one in lines()[1]["predicate"]["configuration"]]


def test_what_ended_since_it_was_judged_is_not_signed_for(
    command: Command, cleared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    decide(command, expires="2026-03-01")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1772496000")

    refused = command(*SIGNED, "-o", "c.json")

    assert (refused.status, Path("c.json").exists()) == (2, False)
    assert "something that lets verdicts pass ended on 2026-03-01; judge again as of today, then sign" in refused.err


def test_nor_than_a_waiver_of_them(command: Command, cleared: Path) -> None:
    found = next(row for row in map(json.loads, command("verdicts").out.splitlines()) if row["rule"] == RULE)
    people = ["--reason-code", "FALSE_POSITIVE", "--reason", "A quotation.", "--owner", "Mira", "--approver", "Nils"]
    days = ["--evidence", "file 12", "--created", "2026-01-01", "--expires", "2026-02-15"]
    command("waive", "--rule", RULE, "--fingerprint", found["fingerprint"], *people, *days)
    idle = re.sub(r'"[0-9a-f]{32}"', f'"{"0" * 32}"', Path("waivers.toml").read_text()).replace("2026-02-15", "2026-01-15")
    idle = "\n".join(line for line in idle.splitlines() if line.split(" ")[0] not in ("id", "count", "digest"))
    Path("idle.toml").write_text(f'{idle}\nid = "idle"\n')
    given = ["--waivers", "waivers.toml", "--waivers", "idle.toml"]
    command("judge", "--policy", "policy.toml", "--as-of", "2026-01-01", *given)

    signed = command(*SIGNED, "-o", "c.json")

    assert signed.out.endswith("until 2026-02-15\n")


def test_a_file_to_compare_with_that_is_not_there_is_told(command: Command, cleared: Path) -> None:
    command(*SIGNED, "-o", "c.json")

    found = command("verify-clearance", "c.json", "--unsigned", "--policy", "none.toml")

    assert (found.status, "none.toml cannot be read" in found.err) == (2, True)


def block(command: Command) -> str:
    """The block of the sign-off of the run's page."""
    assert command("report", "-o", "html=page.html").status == 0
    page = Path("page.html").read_text()
    return page[page.index('<section id="signoff"') :].split("<ul", 1)[0]


def test_the_report_prints_who_signed_and_when_it_moved_on(command: Command, cleared: Path) -> None:
    assert "Signed by" not in block(command)
    command(*SIGNED, "--key", "key.pem", "--report", "read.html", "-o", "c.json")
    signed = block(command)
    decide(command)

    moved = block(command)
    found = command("verify-clearance", "c.json", "--key", "key.pub", "--run", "audit-run")

    assert "Mira &lt;b&gt;Lund" in signed
    assert "for the state that this report shows" in signed
    assert "Signed for an earlier state" not in signed
    assert "Signed for an earlier state.</strong> Since then: decisions were recorded; verdicts changed" in moved
    assert (found.status, "it was signed for an earlier state of audit-run: decisions were recorded" in found.out) == (1, True)


def test_the_report_tells_a_sign_off_that_ended(command: Command, cleared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    command(*SIGNED)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1798848000")

    said = block(command)

    assert "its last day, 2027-01-01, is over" in said
    assert "No key signed it: the name is as somebody stated it." in said
    assert "no report was named" in said


def test_another_run_has_no_such_sign_off(command: Command, cleared: Path) -> None:
    shutil.copytree("audit-run", "another")
    command(*SIGNED, "-o", "c.json")

    found = command("verify-clearance", "c.json", "--unsigned", "--run", "another")

    assert (found.status, "another has no such sign-off; it is of another run" in found.out) == (1, True)


def test_other_files_are_told_apart(command: Command, cleared: Path) -> None:
    command(*SIGNED, "--report", "read.html", "-o", "c.json")
    Path("policy.toml").write_text(POLICY + "# another\n")

    found = command("verify-clearance", "c.json", "--unsigned", "--policy", "policy.toml", "--report", "policy.toml")

    assert found.status == 1
    assert "problem: the policy is not the one that it was signed under: policy.toml has sha256" in found.out
    assert "problem: the report is not the one that it was signed under" in found.out
    command(*SIGNED, "-o", "d.json")
    assert (
        "no report was named when it was signed"
        in command("verify-clearance", "d.json", "--unsigned", "--report", "read.html").out
    )


def test_a_page_that_was_altered_or_is_of_another_state_is_refused(command: Command, cleared: Path) -> None:
    Path("altered.html").write_text(Path("read.html").read_text().replace("Sign-off", "Sign-on"))
    altered = command(*SIGNED, "--report", "altered.html")
    missing = command(*SIGNED, "--report", "none.html")
    decide(command)

    moved = command(*SIGNED, "--report", "read.html")

    assert (altered.status, "the page was altered since it was made" in altered.err) == (2, True)
    assert (missing.status, "none.html cannot be read" in missing.err) == (2, True)
    assert (moved.status, "the page is of another state of the run" in moved.err) == (2, True)


def test_sign_offs_are_a_chain(command: Command, cleared: Path) -> None:
    command(*SIGNED)
    assert command(*SIGNED).out.splitlines()[1].startswith("record 2, sha256 ")
    log = Path("audit-run/signoffs.jsonl")
    log.write_text(log.read_text().replace("release 3", "release 4", 1))

    found = command("report")

    assert (found.status, "signoffs.jsonl: line 1: the chain is broken" in found.err) == (2, True)


REFUSED = [
    ("{}\n", "holds no statement of a sign-off"),
    ("words\n", "line 1: is no JSON object"),
    ('{"payload": "%"}\n', "is no envelope"),
    (json.dumps({"_type": statements.STATEMENT, "predicateType": statements.VERIFIED}), "lacks the record of the sign-off"),
    (json.dumps({"_type": statements.STATEMENT, "predicateType": statements.VERIFIED, "predicate": {}}), "lacks the record"),
    (2 * (json.dumps({"_type": statements.STATEMENT, "predicateType": statements.VERIFIED}) + "\n"), "holds 2 clearances"),
]


@pytest.mark.parametrize(("text", "told"), REFUSED)
def test_what_is_no_clearance_is_refused(command: Command, place: Path, text: str, told: str) -> None:
    Path("c.json").write_text(text)

    found = command("verify-clearance", "c.json", "--unsigned")

    assert (found.status, told in found.err) == (2, True)


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where each leaf of a value of JSON is."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inner:
        yield from places(one, (*path, key))
    if not isinstance(value, dict | list):
        yield path


def altered(value: Any, path: tuple[Any, ...]) -> Any:
    """The value with another leaf at a place."""
    if not path:
        return value + 1 if isinstance(value, int) else f"{value}0"
    copy = list(value) if isinstance(value, list) else dict(value)
    copy[path[0]] = altered(value[path[0]], path[1:])
    return copy


def test_whatever_field_is_altered_it_is_told(command: Command, cleared: Path) -> None:
    command(*SIGNED, "--report", "read.html", "-o", "c.json")
    first, tested = lines()
    asked = Asked(None, date(2026, 1, 1), (cleared,))
    assert check(Path("c.json"), asked).cleared

    for place in places(first):
        Path("c.json").write_text(f"{json.dumps(altered(first, place))}\n{json.dumps(tested)}\n")
        try:
            assert not check(Path("c.json"), asked).cleared, place
        except AuditError:
            continue
