"""The command line as a person meets it."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from audit import __version__, cli
from audit.reports import formats

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


@pytest.mark.parametrize(("format", "package", "mend"), [("xlsx", "xlsxwriter", "[xlsx]"), ("pdf", "weasyprint", "[pdf]")])
def test_a_format_without_its_package_is_refused_before_the_scan(
    command: Command, monkeypatch: pytest.MonkeyPatch, format: str, package: str, mend: str
) -> None:
    monkeypatch.setitem(sys.modules, package, None)

    result = command("run", "corpus", "-o", f"{format}=a.{format}")

    assert (result.status, f"pip install 'corpus-audit{mend}'" in result.err, Path("audit-run").exists()) == (2, True, False)


@pytest.mark.parametrize("name", ["run", "report"])
def test_help_names_every_report_format(command: Command, name: str) -> None:
    told = "".join(command(name, "--help").out.split())  # lines break within names, too

    assert f"Writeareport:{','.join(formats())};-isstdout." in told
