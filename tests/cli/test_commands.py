"""The command line as a person meets it."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from audit import __version__, cli

Command = Callable[..., Any]


def test_help_names_every_command(command: Command) -> None:
    result = command("--help")

    assert result.status == 0
    assert all(f"\n  {name} " in result.out for name in cli.commands.list_commands(None))  # type: ignore[arg-type]


def test_help_begins_with_the_steps_of_the_audit(command: Command) -> None:
    lines = command("--help").out.split("Commands:\n")[1].splitlines()

    assert [line.split()[0] for line in lines[:5]] == ["run", "scan", "judge", "report", "gate"]


@pytest.mark.parametrize("name", cli.commands.list_commands(None))  # type: ignore[arg-type]
def test_every_command_has_help(command: Command, name: str) -> None:
    result = command(name, "--help")

    assert (result.status, result.err) == (0, "")
    assert result.out.startswith(f"Usage: corpus-audit {name}")


def test_the_version_is_told(command: Command) -> None:
    assert command("--version").out == f"corpus-audit, version {__version__}\n"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["scam"], "No command named 'scam'. Did you mean 'scan'?"),
        (["zzz"], "No command named 'zzz'. There are: run, scan"),
        (["--zzz"], "No such option"),
        (["scan"], "Missing argument 'CORPUS...'"),
        (["scan", "corpus", "--workers", "0"], "0 is not in the range"),
        (["scan", "corpus", "--engine", "warp"], "no engine named 'warp'; there are: processes, serial"),
        (["scan", "corpus", "--detectors", "generated-txt"], "did you mean 'generated-text'?"),
        (["scan", "corpus", "--fields", "txt=body"], "'txt=body' is not COLUMN=FIELD; columns are: text, url"),
        (["scan", "corpus", "--works", "nowhere"], "no works at nowhere"),
        (["scan", "nowhere"], "no file or folder at 'nowhere'"),
        (["run", "corpus", "-o", "html"], "'html' is not FORMAT=PATH"),
        (["run", "corpus", "-o", "docx=a.docx"], "no report format named 'docx'; there are: "),
        (["run", "corpus", "-o", "html=nowhere/a.html"], "there is no folder nowhere"),
        (["run", "corpus", "--policy", "nowhere.toml"], "nowhere.toml"),
        (["run", "corpus", "--fail-on", "never"], "'never' is not one of"),
        (["run", "corpus", "--min-coverage", "2"], "2.0 is not in the range"),
        (["judge"], "there is no run in audit-run; scan first: corpus-audit scan CORPUS --run audit-run"),
        (["gate", "--run", "nowhere"], "there is no run in nowhere"),
        (["report"], "there is no run in audit-run"),
        (["findings"], "there is no run in audit-run"),
        (["verdicts", "corpus"], "there is no run in corpus"),
        (["rules", "show", "core/no-such-rule"], "no rule named 'core/no-such-rule'"),
        (["rules", "list", "cor"], "no rule pack named 'cor'"),
        (["completion", "cmd"], "'cmd' is not one of"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_is_wrong_is_told_with_its_mend(command: Command, words: list[str], told: str) -> None:
    result = command(*words)

    assert result.status == 2
    assert told in result.err
    assert "Traceback" not in result.err


def test_a_broken_policy_is_told(command: Command, place: Path) -> None:
    (place / "policy.toml").write_text("fail_on = [")

    result = command("run", "corpus", "--policy", "policy.toml")

    assert result.status == 2
    assert "policy.toml" in result.err


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
    assert judged.out == "judged audit-run by policy 'default'; next: corpus-audit gate --run audit-run\n"


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

    contract = ["document", "fingerprint", "rule", "outcome", "purpose", "jurisdiction", "waiver", "citation"]
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


def test_the_demo_audits_the_examples(command: Command, place: Path) -> None:
    result = command("demo", "shown")

    assert result.status == 1
    assert "NOT PASSED" in result.out
    assert result.err.endswith("Now open shown/report.html in a browser.\n")
    assert (place / "shown" / "report.html").is_file()


def test_a_demo_writes_over_nothing(command: Command, place: Path) -> None:
    result = command("demo", "corpus")

    assert result.status == 2
    assert "'corpus' is there already and not empty; give another folder: corpus-audit demo FOLDER" in result.err


def test_a_demo_that_cannot_be_written_is_told(command: Command, place: Path) -> None:
    (place / "file").touch()

    assert "cannot write to file/shown" in command("demo", "file/shown").err


def test_a_corpus_is_inspected(command: Command) -> None:
    shown = command("inspect", "corpus")

    assert "1 files of jsonl" in shown.out
    assert "-> text" in shown.out
    assert json.loads(command("inspect", "corpus", "--json").out)["groups"][0]["format"] == "jsonl"


def test_works_are_indexed_and_matched(command: Command, place: Path) -> None:
    passage = (
        "The ferry never stopped at the ninth landing, though the bell was rung each night by a hand nobody saw, and answered."
    )
    (place / "works").mkdir()
    (place / "works" / "ninth.txt").write_text(f"Chapter one. {passage} Then it was morning.")
    (place / "text.txt").write_text(f"I read this once: {passage.replace('bell', 'be11')} \x1b[31m")

    made = command("index", "works", "-o", "library")
    shown = command("match", "text.txt", "--works", "library")
    lines = command("match", "text.txt", "--works", "library", "--json").out.splitlines()

    assert made.out == "1 works in library; use it with --works library\n"
    assert "work ninth" in shown.out
    assert " | " in shown.out
    assert "\x1b" not in shown.out
    assert json.loads(lines[0])["attributes"]["work"] == "ninth"


def test_no_match_is_no_proof(command: Command, place: Path) -> None:
    (place / "works").mkdir()
    (place / "works" / "ninth.txt").write_text(
        "The ferry never stopped at the ninth landing, though the bell was rung each night."
    )

    assert "no passage of these works found; that is no proof" in command("match", "corpus", "--works", "works").out


def test_an_index_can_be_quiet_and_is_refused_where_other_things_lie(command: Command, place: Path) -> None:
    (place / "works").mkdir()
    (place / "works" / "a.txt").write_text("A short work.")

    assert command("index", "works", "-o", "library", "-q").out == ""
    assert "holds something other than a library" in command("index", "works", "-o", "corpus").err


def test_an_interruption_says_how_to_go_on(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("audit.readers.discover", interrupt)

    result = command("scan", "corpus")

    assert result.status == 130
    assert "give the same command again to go on" in result.err


def test_a_crash_is_70_with_its_traceback(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("audit.readers.discover", crash)

    result = command("scan", "corpus")

    assert result.status == 70
    assert "ZeroDivisionError" in result.err
    assert "please report" in result.err


def test_a_reader_that_left_ends_the_command_quietly() -> None:
    script = "from audit import cli; import sys; sys.argv = ['corpus-audit', 'rules', 'list', '--json']; cli.main()"

    process = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout
    assert process.stderr
    process.stdout.close()
    errors = process.stderr.read()
    process.stderr.close()

    assert process.wait() == 141
    assert errors == b""


def test_rules_are_listed(command: Command) -> None:
    lines = command("rules", "list", "generated-text").out.splitlines()

    assert lines
    assert all(line.startswith("generated-text/") for line in lines)


def test_rules_are_listed_in_json(command: Command) -> None:
    rules = [json.loads(line) for line in command("rules", "list", "--json").out.splitlines()]

    assert all({"id", "outcome", "rationale", "when"} <= set(rule) for rule in rules)


def test_a_rule_is_shown_in_words(command: Command) -> None:
    rule_id = json.loads(command("rules", "list", "--json").out.splitlines()[0])["id"]

    shown = command("rules", "show", rule_id)

    assert shown.out.startswith(f"{rule_id}: ")
    assert "Why: " in shown.out
    assert json.loads(command("rules", "show", rule_id, "--json").out)["id"] == rule_id


def test_the_tests_of_all_rules_pass(command: Command) -> None:
    result = command("rules", "test")

    assert (result.status, result.err) == (0, "")
    assert result.out.endswith("rule tests passed\n")


def test_a_failing_test_of_a_rule_is_told(command: Command, place: Path) -> None:
    (place / "ours").mkdir()
    (place / "ours" / "pack.toml").write_text('title = "Ours"\nversion = "1"\n')
    (place / "ours" / "rules.toml").write_text(
        '[[rule]]\nid = "ours/all"\ntitle = "All"\nrationale = "All."\noutcome = "note"\nkind = "scraped"\n'
        '[[rule.test]]\nname = "fires twice"\ngiven = [{kind = "scraped"}]\nexpect = 2\n'
    )

    result = command("rules", "test", "./ours", "--quiet")

    assert (result.status, result.out) == (2, "")
    assert "failed: ours/all: fires twice: fired 1 times, not 2" in result.err


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shells_get_their_completion(command: Command, shell: str) -> None:
    result = command("completion", shell)

    assert result.status == 0
    assert "_CORPUS_AUDIT_COMPLETE" in result.out


def test_python_runs_the_package() -> None:
    answer = subprocess.run([sys.executable, "-m", "audit", "--version"], capture_output=True, text=True, check=True)

    assert answer.stdout == f"corpus-audit, version {__version__}\n"


def test_help_imports_nothing_heavy() -> None:
    script = (
        "import sys; from audit import cli; cli.status(['--help']); print([name for name in sys.modules if name.count('.') == 0])"
    )
    answer = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    imported = answer.stdout.splitlines()[-1]
    assert not any(f"'{name}'" in imported for name in ("numba", "numpy", "pyarrow", "duckdb", "spacy", "hyperscan", "jinja2"))


def test_the_program_exits_with_its_status(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["corpus-audit", "--version"])

    with pytest.raises(SystemExit) as ended:
        cli.main()

    assert ended.value.code == 0


@pytest.mark.parametrize(("code", "status"), [(1, 141), (0, 0), (None, 0)])
def test_an_end_of_clicks_own_is_never_1(monkeypatch: pytest.MonkeyPatch, code: int | None, status: int) -> None:
    def end(*_: object, **__: object) -> None:
        raise SystemExit(code)

    monkeypatch.setattr(cli.commands, "main", end)

    assert cli.status([]) == status


def test_there_is_no_command_of_a_private_name() -> None:
    assert cli.commands.get_command(None, "_voice") is None  # type: ignore[arg-type]
