"""The command: what it prints, how it ends, and what it refuses."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

import pytest

from audit import cli


def test_the_command_tells_its_link_and_ends_by_a_key(judged: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = f"import sys; from audit.cli import status; sys.exit(status({['review', str(judged), '--name', 'Mira']!r}))"
    place = Path(__file__).parents[2]
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=place)
    assert process.stdout
    address = process.stdout.readline().split()[-1]
    second = cli.status(["review", str(judged), "--name", "Nils"])
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)

    assert address.startswith("http://127.0.0.1:")
    assert (second, "in use by another process" in capsys.readouterr().err) == (2, True)
    assert (process.returncode, out.splitlines()[-1], err) == (0, "0 records were added", "")


def test_control_and_c_is_a_good_end(judged: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]

    def press() -> None:
        while True:
            with suppress(OSError), socket.create_connection(("127.0.0.1", port)):
                return os.kill(os.getpid(), signal.SIGINT)

    threading.Thread(target=press).start()

    assert cli.status(["review", str(judged), "--name", "Mira", "--port", str(port)]) == 0
    assert f"The review is at http://127.0.0.1:{port}/enter?token=" in capsys.readouterr().out


def test_a_port_that_is_not_free_is_told(judged: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])

        assert cli.status(["review", str(judged), "--name", "Mira", "--port", port]) == 2

    assert f"port {port} is not free; give another with --port" in capsys.readouterr().err


def test_a_name_is_asked_for(judged: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.status(["review", str(judged), "--name", " "]) == 2
    assert "--name is empty" in capsys.readouterr().err


def test_without_its_packages_the_mend_is_told(
    judged: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "uvicorn", None)

    assert cli.status(["review", str(judged), "--name", "Mira"]) == 2
    assert "pip install 'corpus-audit[review]'" in capsys.readouterr().err


def test_the_page_opens_by_itself_where_it_is_asked_for(
    judged: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import click
    import httpx

    def visit(address: str) -> None:
        client = httpx.Client(follow_redirects=True)
        page = client.get(address).text
        secret = re.findall(r'name="csrf" value="([^"]+)"', page)[0]
        origin = address.partition("/enter")[0]
        target = re.findall(r'name="target" value="([^"]+)"', client.get(f"{origin}/next").text)[0]
        seen = "0" * 64
        form = {"csrf": secret, "seen": seen, "target": target, "state": "in_review"}
        client.post(f"{origin}/decide", data=form, headers={"origin": origin})
        client.post(f"{origin}/end", data={"csrf": secret}, headers={"origin": origin})

    monkeypatch.setattr(click, "launch", lambda address: threading.Thread(target=visit, args=(address,)).start())

    assert cli.status(["review", str(judged), "--name", "Mira", "--open"]) == 0
    assert capsys.readouterr().out.endswith(f"1 records were added; next: corpus-audit judge --run {judged}\n")
    assert json.loads((judged / "decisions.jsonl").read_text())["actor"] == {"name": "Mira", "auth": "self-declared"}
