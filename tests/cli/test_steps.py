"""The steps of an audit, from a scan to its report, as a person gives them."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Command = Callable[..., Any]


def test_scan_says_what_it_did(scan: Command) -> None:
    result = scan()

    assert (result.status, result.err) == (0, "")
    assert result.out == "2 documents read, 1 findings stored in audit-run (1 shards, 0 of them from an earlier scan)\n"


def test_scan_can_be_quiet(scan: Command) -> None:
    result = scan("--quiet")

    assert (result.status, result.out, result.err) == (0, "", "")


def test_scan_can_answer_in_json(scan: Command) -> None:
    assert json.loads(scan("--json").out) == {"documents": 2, "findings": 1, "shards": 1, "reused": 0}


def test_fields_can_be_set(scan: Command, command: Command, place: Path) -> None:
    (place / "corpus" / "a.jsonl").write_text('{"text": "A plain sentence.", "odd": "As an AI language model, I cannot."}\n')
    scan("--fields", "text=odd")

    assert command("findings").out.count("\n") == 1


def test_findings_are_json_lines_of_the_contract(command: Command, judged: Path) -> None:
    (line,) = command("findings", "audit-run", "--format", "jsonl").out.splitlines()

    finding = json.loads(line)
    contract = "document path record record_id url detector kind start end score level reference attributes evidence fingerprint"
    assert list(finding) == contract.split()
    assert (finding["document"], finding["kind"], finding["start"]) == ("a.jsonl#0", "generated", 0)


def test_a_run_is_judged(scan: Command, command: Command) -> None:
    scan()

    judged = command("judge")

    assert judged.status == 0
    first = "These findings were not judged before, so there is nothing to compare with.\n"
    assert judged.out == f"{first}judged audit-run by policy 'default'; next: corpus-audit gate --run audit-run\n"


def test_a_run_is_gated(command: Command, judged: Path) -> None:
    gated = command("gate")

    assert gated.status in (1, 3)
    assert gated.out.strip()


def test_the_gate_can_answer_in_json_and_be_quiet(command: Command, judged: Path) -> None:
    assert json.loads(command("gate", "--json").out)["status"] in (1, 3)
    assert command("gate", "--quiet").out == ""


def test_a_stricter_gate_fails(command: Command, judged: Path) -> None:
    assert command("gate", "--fail-on", "note").status == 1


def test_less_coverage_can_be_asked_for(command: Command, judged: Path) -> None:
    assert command("gate", "--min-coverage", "1").status == 3
    assert command("gate", "--min-coverage", "0.1").status == 0


def test_a_gate_needs_a_judgement(scan: Command, command: Command) -> None:
    scan()

    result = command("gate")

    assert result.status == 2
    assert "was not judged yet; do so first: corpus-audit judge --run audit-run" in result.err


def test_verdicts_are_json_lines_of_the_contract(command: Command, judged: Path) -> None:
    verdicts = [json.loads(line) for line in command("verdicts").out.splitlines()]

    contract = ["document", "fingerprint", "rule", "outcome", "purpose", "jurisdiction", "waiver", "baselined", "citation"]
    assert verdicts
    assert all(list(verdict) == contract for verdict in verdicts)


def test_reports_are_written_and_summed_up(command: Command, judged: Path, place: Path) -> None:
    result = command("report", "-o", "html=report.html", "-o", "json=report.json")

    assert result.status == 0
    assert "Verdicts by rule" in result.out
    assert result.err == "html report: report.html\njson report: report.json\n"
    assert (place / "report.html").read_text().startswith("<!doctype html>")
    assert json.loads((place / "report.json").read_text())
    assert not list(place.glob(".*.part"))


def test_a_report_can_go_to_stdout_and_its_summary_elsewhere(command: Command, judged: Path) -> None:
    result = command("report", "-o", "json=-")

    assert json.loads(result.out)
    assert "Verdicts by rule" in result.err


def test_a_report_can_be_answered_in_json(command: Command, judged: Path) -> None:
    assert json.loads(command("report", "--json").out)


def test_the_same_run_gives_the_same_report(command: Command, judged: Path) -> None:
    assert command("report", "-o", "html=-", "-q").out == command("report", "-o", "html=-", "-q").out


def test_a_report_that_cannot_be_written_is_told(command: Command, judged: Path, place: Path) -> None:
    (place / "taken").mkdir()

    result = command("report", "-o", "html=taken")

    assert result.status == 2
    assert "cannot write to taken: Is a directory" in result.err


def test_a_report_can_go_to_a_device(command: Command, judged: Path) -> None:
    assert command("report", "-q", "-o", f"html={os.devnull}").status == 0


@pytest.mark.parametrize(
    ("lines", "status"),
    [("", 3), ('{"number": 1}\n', 3), ('{"text": "A plain sentence."}\n', 0)],
    ids=["empty", "no text", "clean"],
)
def test_the_whole_audit_ends_by_the_contract(command: Command, place: Path, lines: str, status: int) -> None:
    (place / "corpus" / "a.jsonl").write_text(lines)

    result = command("run", "corpus", "--engine", "serial", "--detectors", "generated-text", "-q")

    assert (result.status, result.out, result.err) == (status, "", "")


def test_an_empty_folder_is_incomplete(command: Command, place: Path) -> None:
    (place / "corpus" / "a.jsonl").unlink()

    assert command("run", "corpus", "--engine", "serial", "-q").status == 3
