"""Runs the command in this process, in a folder of its own."""

import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from audit import cli

SAYS_SO = "As an AI language model, I cannot tell you that."
LINES = f'{{"text": "{SAYS_SO}"}}\n{{"text": "A plain sentence."}}\n'


@dataclass(frozen=True)
class Result:
    """How a command ended."""

    status: int
    out: str
    err: str


Command = Callable[..., Result]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, compiled: None) -> Path:
    """Where one stands: a folder with a corpus of two records, one of which a model says it wrote."""
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(os.path.abspath(path) for path in sys.path))  # for commands that are started
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.jsonl").write_text(LINES)
    return tmp_path


@pytest.fixture
def command(place: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Command:
    """Runs the command with words and gives how it ended."""

    def run(*words: str) -> Result:
        status = cli.status(list(words))
        written = capfdbinary.readouterr()
        return Result(int(status), written.out.decode(), written.err.decode())

    return run


@pytest.fixture
def scan(command: Command) -> Command:
    """Scans the corpus in this process with one detector."""
    return lambda *words: command("scan", "corpus", "--engine", "serial", "--detectors", "generated-text", *words)


@pytest.fixture(scope="session")
def _judged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus of two records and a record that is broken, scanned and judged."""
    made = tmp_path_factory.mktemp("judged")
    (made / "corpus").mkdir()
    (made / "corpus" / "a.jsonl").write_text(LINES + '{"text": broken}\n')
    scanned = [
        "scan",
        str(made / "corpus"),
        "--engine",
        "serial",
        "--detectors",
        "generated-text",
        "--run",
        str(made / "audit-run"),
    ]
    assert cli.status([*scanned, "--quiet"]) == 0
    assert cli.status(["judge", "--run", str(made / "audit-run"), "--quiet"]) == 0
    return made / "audit-run"


@pytest.fixture
def judged(place: Path, _judged: Path) -> Path:
    """The run's folder of a judged run."""
    shutil.copytree(_judged, place / "audit-run")
    return place / "audit-run"
