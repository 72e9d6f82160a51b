"""What comes from outside: a signal, a full disk, a folder that cannot be written, a second command."""

import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from audit.pipeline.folder import RunFolder
from tests.foreign_detector import install

Command = Callable[..., Any]


@pytest.fixture
def slow(place: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A corpus of a quick shard and many slow ones, and the detector that makes them slow."""
    site = install(tmp_path_factory.mktemp("site"))
    monkeypatch.setenv("PYTHONPATH", str(site), prepend=os.pathsep)
    line = '{"text": "SLOW"}\n'
    (place / "corpus" / "b.jsonl").write_text(line * 60)
    return place


def started(*words: str, **how: Any) -> subprocess.Popen[str]:
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    return subprocess.Popen([sys.executable, "-m", "audit", *words], **pipes, **how)


def waited_for(pattern: str, folder: Path, seconds: float = 30) -> bool:
    """True as soon as a folder holds a file of a pattern."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if any(folder.glob(pattern)):
            return True
        time.sleep(0.02)
    return False


@pytest.mark.parametrize("engine", ["serial", "processes"])
def test_an_interruption_ends_at_once_and_keeps_what_is_finished(slow: Path, command: Command, engine: str) -> None:
    process = started("scan", "corpus", "--detectors", "shout", "--engine", engine, start_new_session=True)
    began = waited_for("audit-run/shards/.*", slow)

    os.killpg(process.pid, signal.SIGINT)
    _, told = process.communicate(timeout=20)

    assert began
    assert process.returncode == 130
    assert "interrupted; give the same command again to go on, finished shards are kept" in told
    assert "Traceback" not in told
    assert "did not finish; give its command again" in command("judge").err


def limited(size: int) -> Callable[[], None]:
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


@pytest.mark.parametrize("size", [100, 6_000, 400_000], ids=["manifest", "shard", "database"])
def test_a_full_disk_is_told_and_no_traceback_shown(place: Path, size: int) -> None:
    many = "".join(
        f'{{"text": "As an AI language model, {number}", "id": "{number * 7919 % 10007}"}}\n' for number in range(2000)
    )
    (place / "corpus" / "a.jsonl").write_text(many)
    process = started("scan", "corpus", "--engine", "serial", "--detectors", "generated-text", preexec_fn=limited(size))

    _, told = process.communicate(timeout=60)

    assert process.returncode == 2
    assert "no space is left" in told
    assert "free some and give the same command again" in told
    assert "Traceback" not in told


def test_a_run_folder_that_cannot_be_made_is_told(command: Command, place: Path) -> None:
    (place / "file").touch()

    result = command("scan", "corpus", "--run", "file/run")

    assert result.status == 2
    assert "cannot write to file/run: Not a directory; make it writable, or give another place" in result.err


@pytest.mark.skipif(os.name == "posix" and os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_run_folder_is_told(command: Command, place: Path) -> None:
    (place / "fixed").mkdir(mode=0o500)

    result = command("scan", "corpus", "--run", "fixed/run")

    assert result.status == 2
    assert "Permission denied; make it writable, or give another place" in result.err


def test_a_second_command_on_a_folder_is_refused(command: Command, place: Path) -> None:
    with RunFolder(place / "audit-run").locked():
        result = command("scan", "corpus", "--engine", "serial")

    assert result.status == 2
    assert "another command is working in audit-run; wait for it, or give another folder with --run" in result.err


def test_a_lock_left_by_a_dead_process_holds_nobody_up(command: Command, place: Path) -> None:
    (place / "audit-run").mkdir()
    (place / "audit-run" / "lock").touch()

    assert command("scan", "corpus", "--engine", "serial").status == 0


@pytest.mark.parametrize("content", ["{", "[]", '{"format": 99}'])
def test_a_manifest_of_another_kind_is_told(command: Command, place: Path, content: str) -> None:
    (place / "audit-run").mkdir()
    (place / "audit-run" / "run.json").write_text(content)

    result = command("scan", "corpus", "--engine", "serial")

    assert result.status == 2
    assert "scan again into another folder" in result.err


def test_a_broken_database_is_told(scan: Command, command: Command, place: Path) -> None:
    scan("--detectors", "generated-text")
    (place / "audit-run" / "audit.duckdb").write_bytes(b"nothing of the kind" * 1000)

    result = command("findings")

    assert result.status == 2
    assert "scan` again" in result.err
