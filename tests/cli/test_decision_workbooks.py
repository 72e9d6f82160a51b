"""Decisions on a workbook: a report asks, a person answers, and what comes back is in the log."""

import json
import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest

from audit import cli, decisions
from audit.pipeline import decision_workbooks
from audit.waivers import digest
from tests.decisions.made import about, entry

Command = Callable[..., Any]
RULE = "generated-text/says-so"
LOG = Path("audit-run/decisions.jsonl")
OPEN = "Verdicts to decide"


@pytest.fixture(scope="module")
def workbook(_judged: Path, compiled: None) -> bytes:
    """Of a judged run's report."""
    made = _judged.parent / "asked.xlsx"
    assert cli.status(["report", "--run", str(_judged), "-q", "-o", f"xlsx={made}"]) == 0
    return made.read_bytes()


@pytest.fixture
def asked(judged: Path, workbook: bytes) -> Path:
    """A copy of it, to be filled in, beside the run."""
    Path("asked.xlsx").write_bytes(workbook)
    return Path("asked.xlsx")


def answer(path: Path, who: dict[str, Any], **cells: Any) -> None:
    """Fill in the row of RULE and the page that says who decides."""
    book = openpyxl.load_workbook(path)
    for row in book["Who decides"].iter_rows(min_row=2):
        row[1].value = who.get(row[0].value)
    page = book[OPEN]
    names = [cell.value for cell in page[1]]
    row = next(row for row in page.iter_rows(min_row=2) if row[names.index("rule")].value == RULE)
    for name, value in cells.items():
        row[names.index(name)].value = value
    book.save(path)


def told(command: Command, *words: str) -> list[str]:
    result = command("decisions", "import", *words)
    return [str(result.status), *result.out.splitlines(), *result.err.splitlines()]


def test_what_a_person_says_on_the_page_is_honoured(command: Command, asked: Path) -> None:
    verdicts = {(row["rule"], row["fingerprint"]) for row in map(json.loads, command("verdicts").out.splitlines())}
    page = openpyxl.load_workbook(asked)[OPEN]
    assert page.max_row - 1 == len(verdicts)  # one finding a rule: no groups
    answer(
        asked,
        {"name": "Mira Lund", "at": datetime(2026, 1, 1)},
        state="permitted", reason="quotation", note="A quotation.", expires=datetime(2030, 1, 31),
    )  # fmt: skip

    added = told(command, str(asked), "--apply")
    command("judge")

    assert added[:2] == ["0", "1 added, 0 there already, 0 conflicting, 0 unknown"]
    found = decisions.read(LOG)[0]
    assert (found.actor.name, found.note, found.expires, str(found.at)) == (
        "Mira Lund", "A quotation.", date(2030, 1, 31), "2026-01-01 00:00:00+00:00",
    )  # fmt: skip
    assert {row["waiver"] for row in map(json.loads, command("verdicts").out.splitlines()) if row["rule"] == RULE} == {
        "decision-1"
    }
    assert told(command, str(asked))[1] == "0 added, 1 there already, 0 conflicting, 0 unknown"


def test_a_group_is_decided_in_one_row(command: Command, scan: Command) -> None:
    said = "As an AI language model developed by OpenAI, I cannot tell you that."
    Path("corpus/a.jsonl").write_text("".join(f'{{"text": "{said} {number}"}}\n' for number in range(3)))
    scan()
    command("judge")
    command("report", "-o", "xlsx=asked.xlsx")
    book = openpyxl.load_workbook("asked.xlsx")
    names = [cell.value for cell in book[OPEN][1]]
    groups = [row for row in book[OPEN].iter_rows(min_row=2) if row[names.index("kind")].value == "model"]
    row = next(row for row in groups if row[names.index("rule")].value == RULE)
    assert row[names.index("count")].value == 3
    for name, value in {"name": "Mira", "at": "2026-01-01", "state": "not_a_match", "reason": "human_written"}.items():
        row[names.index(name)].value = value
    book.save("asked.xlsx")

    assert told(command, "asked.xlsx", "--apply")[1] == "1 added, 0 there already, 0 conflicting, 0 unknown"
    command("judge")

    verdicts = [json.loads(line) for line in command("verdicts").out.splitlines()]
    assert {row["waiver"] for row in verdicts if row["rule"] == RULE} == {"decision-1"}
    assert len({row["fingerprint"] for row in verdicts if row["rule"] == RULE}) == 3


def test_two_persons_may_answer_the_same_page(command: Command, asked: Path) -> None:
    for name in ("Mira Lund", "Nils Aho"):
        answer(asked, {}, name=name, at="2026-01-01", state="not_a_match", reason="wrong_work")
        told(command, str(asked), "--apply")

    assert [record.actor.name for record in decisions.read(LOG)] == ["Mira Lund", "Nils Aho"]


def test_a_page_that_nobody_answered_holds_no_decision(command: Command, asked: Path) -> None:
    assert told(command, str(asked))[:2] == ["0", "0 added, 0 there already, 0 conflicting, 0 unknown"]


WRONG = [
    ({"name": "Mira"}, {"state": "permitted"}, "'at' is missing"),
    ({"at": "2026-01-01"}, {"state": "permitted", "reason": "quotation"}, "'actor' lacks a name"),
    ({"name": "Mira", "at": "2026-01-01"}, {"note": "I am not sure."}, "'state' is missing"),
    ({"name": "Mira", "at": "2026-01-01"}, {"state": "permitted", "reason": 12.0}, "'reason' of the state 'permitted' must be"),
    ({"name": "Mira", "at": "2026-01-01"}, {"state": True}, "'state' cannot be 'True'"),
    ({"name": "Mira", "at": datetime(2026, 1, 1, 9, 30)}, {"state": "open"}, "for UTC write 2026-01-01T09:30:00Z"),
]


@pytest.mark.parametrize(("who", "cells", "mend"), WRONG)
def test_a_row_that_is_wrong_is_named(
    command: Command, asked: Path, who: dict[str, Any], cells: dict[str, Any], mend: str
) -> None:
    answer(asked, who, **cells)

    status, line = told(command, str(asked))[:2]

    assert status == "2"
    assert f"asked.xlsx: {OPEN}, row" in line
    assert mend in line


def test_the_log_comes_back_from_a_workbook_as_it_is(command: Command, judged: Path) -> None:
    fingerprint = next(json.loads(line)["fingerprint"] for line in command("verdicts").out.splitlines() if RULE in line)
    group = {"kind": "work", "selector": {"rule": RULE, "work": "w"}, "count": 3, "fingerprints_sha256": "a" * 64}
    notes = ["=cmd()", "'x", "-1", 'a "b",\nc', "a\r\nb \x01 _x0041_", "007", "\u202e 😀"]
    records = [entry(id=f"d{number}", note=note, target=about(fingerprint, RULE)) for number, note in enumerate(notes)]
    Path("given.jsonl").write_text("".join(json.dumps(record) + "\n" for record in [*records, entry(id="g", target=group)]))
    command("decisions", "import", "given.jsonl", "--apply")

    assert command("decisions", "export", "--format", "xlsx", "-o", "out.xlsx").status == 0

    assert told(command, "out.xlsx")[:2] == ["0", "0 added, 8 there already, 0 conflicting, 0 unknown"]
    assert decision_workbooks.written(decisions.read(LOG)) == Path("out.xlsx").read_bytes()


def test_rows_without_anything_are_passed_over_and_numbers_are_texts(command: Command, asked: Path) -> None:
    book = openpyxl.load_workbook(asked)
    book[OPEN].append([])
    book[OPEN].append(["x"])
    book.save(asked)
    answer(asked, {"name": "Mira", "at": "2026-01-01"}, state="in_review", note=12.5, evidence_ref=7.0, role=3)
    told(command, str(asked), "--apply")

    found = decisions.read(LOG)[0]
    assert (found.note, found.evidence_ref, found.actor.role) == ("12.5", "7", "3")


@pytest.mark.parametrize("form", ["csv", "jsonl", "xlsx"])
def test_a_group_comes_back_with_all_that_it_lists(command: Command, judged: Path, form: str) -> None:
    fingerprints = [f"{number:032x}:{number}.123456789" for number in range(1000)]
    group = {"kind": "rule", "selector": {"rule": RULE}, "count": 1000, "fingerprints_sha256": digest(fingerprints)}
    Path("given.jsonl").write_text(json.dumps(entry(target={**group, "fingerprints": fingerprints})))
    command("decisions", "import", "given.jsonl", "--apply")

    assert command("decisions", "export", "--format", form, "-o", f"out.{form}").status == 0

    assert decisions.read(LOG)[0].target.fingerprints == tuple(fingerprints)
    assert told(command, f"out.{form}")[:2] == ["0", "0 added, 1 there already, 0 conflicting, 0 unknown"]


def test_a_log_without_records_is_a_workbook_too(command: Command, judged: Path) -> None:
    command("decisions", "export", "--format", "xlsx", "-o", "out.xlsx")

    assert told(command, "out.xlsx")[:2] == ["0", "0 added, 0 there already, 0 conflicting, 0 unknown"]


def test_a_text_that_no_cell_holds_is_refused_with_the_mend(command: Command, judged: Path) -> None:
    fingerprint = next(json.loads(line)["fingerprint"] for line in command("verdicts").out.splitlines() if RULE in line)
    Path("given.jsonl").write_text(json.dumps(entry(note="n" * 32_768, target=about(fingerprint, RULE))))
    command("decisions", "import", "given.jsonl", "--apply")

    result = command("decisions", "export", "--format", "xlsx", "-o", "out.xlsx")

    assert (result.status, "use csv or jsonl" in result.err, Path("out.xlsx").exists()) == (2, True, False)


def _other_pages(path: Path) -> None:
    book = openpyxl.Workbook()
    book.save(path)


def _other_columns(path: Path) -> None:
    book = openpyxl.Workbook()
    book.create_sheet(OPEN).append(["id", "at"])
    book.save(path)


def _empty_page(path: Path) -> None:
    book = openpyxl.Workbook()
    book.create_sheet(OPEN)
    book.save(path)


def _no_parts(path: Path) -> None:
    ZipFile(path, "w").close()


def _broken_part(path: Path) -> None:
    with ZipFile(path, "w") as parts:
        parts.writestr("[Content_Types].xml", "<not xml")


BROKEN = [
    (_other_pages, "has no page 'Verdicts to decide' or 'Decisions'"),
    (_other_columns, "the page 'Verdicts to decide' has no column 'name'"),
    (_empty_page, "the page 'Verdicts to decide' has no column 'id'"),
    (_no_parts, "is no workbook"),
    (_broken_part, "is no workbook"),
    (lambda path: path.write_text("no zip"), "is no workbook"),
    (lambda path: path.mkdir(), "cannot be read"),
    (lambda path: None, "cannot be read"),
]


@pytest.mark.parametrize(("make", "mend"), BROKEN)
def test_a_file_that_is_no_such_workbook_is_refused(
    command: Command, judged: Path, make: Callable[[Path], None], mend: str
) -> None:
    make(Path("s.xlsx"))

    status, line = told(command, "s.xlsx")[:2]

    assert (status, f"s.xlsx: {mend}" in line) == ("2", True)


def test_a_workbook_that_inflates_too_far_is_refused(command: Command, asked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decision_workbooks, "MOST", 1000)

    assert "and 1000 are read at most" in told(command, str(asked))[1]


def test_a_missing_package_is_told_with_the_mend(command: Command, asked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)

    assert "pip install 'corpus-audit[xlsx]'" in told(command, str(asked))[1]
