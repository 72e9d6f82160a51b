"""Runs the command in this process, in a folder of its own."""

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from audit import cli

SAYS_SO = "As an AI language model, I cannot tell you that."


@dataclass(frozen=True)
class Result:
    """How a command ended."""

    status: int
    out: str
    err: str


Command = Callable[..., Result]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where one stands: a folder with a corpus of two records, one of which a model says it wrote."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    monkeypatch.setenv(
        "PYTHONPATH", os.pathsep.join(sys.path)
    )  # where the package is not installed, for commands that are started
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.jsonl").write_text(f'{{"text": "{SAYS_SO}"}}\n{{"text": "A plain sentence."}}\n')
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
    """Scans the corpus in this process."""
    return lambda *words: command("scan", "corpus", "--engine", "serial", *words)
