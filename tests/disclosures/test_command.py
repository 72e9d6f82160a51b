"""corpus-audit disclose on a real run."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from audit.reports.disclosures import facts

Command = Callable[..., Any]


def test_a_draft_goes_to_stdout_and_its_counts_to_stderr(command: Command, judged: Path) -> None:
    done = command("disclose")

    assert done.status == 0
    assert done.out.startswith("# Public summary of training content")
    assert "contradictions: 0" in done.err
    assert command("disclose", "draft", "audit-run", "-q").err == ""


def test_files_are_written_and_a_contradiction_is_found(command: Command, judged: Path, place: Path) -> None:
    (place / "facts.toml").write_text("[synthetic]\nused = false\n")
    done = command("disclose", "audit-run", "--facts", "facts.toml", "-o", "html=d.html", "-o", "json=d.json", "-o", "md=d.md")

    assert (done.status, done.out) == (0, "")
    found = json.loads((place / "d.json").read_text())["disclosure"]["contradictions"]
    assert [row["about"] for row in found] == ["Synthetic data (synthetic.used)"]
    assert "Synthetic data (synthetic.used)" in (place / "d.html").read_text("utf-8")
    assert (place / "d.md").exists()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("-o", "pdf=x"), "no format 'pdf'"),
        (("-o", "md=nowhere/x.md"), "there is no folder nowhere"),
        (("--facts", "none.toml"), "there is no such file"),
        (("-o", "md=corpus"), "cannot write to corpus"),
    ],
)
def test_what_cannot_be_done_is_refused(command: Command, judged: Path, words: tuple[str, ...], message: str) -> None:
    done = command("disclose", *words)

    assert done.status == 2
    assert message in done.err


def test_a_file_to_fill_in_is_written_once(command: Command, place: Path) -> None:
    first, second = command("disclose", "init", "--no-input"), command("disclose", "init", "--no-input")

    assert (first.status, facts.read(place / "disclosure.toml").values) == (0, {})
    assert second.status == 2
    assert "is there already" in second.err


def test_answers_are_asked_for_until_they_fit(command: Command, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from audit.reports.disclosures.questions import LISTS, QUESTIONS

    answers = {"crawling.used": "perhaps\nno", "provider.name": "Oak", "model.names": ";"}
    asked = [answers.get(question.key, "") for question in QUESTIONS if "eu-summary" in question.forms]
    listed = ["; https://x.example\nTides; https://tides.example\n", *("" for _ in LISTS[1:])]
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join([*asked, *listed]) + "\n"))
    done = command("disclose", "init", "-o", "f.toml", "--form", "eu-summary")

    found = facts.read(place / "f.toml")
    assert done.status == 0
    assert "answer yes or no" in done.err
    assert found.values == {"crawling.used": False, "provider.name": "Oak"}
    assert found.lists["dataset"] == ({"name": "Tides", "link": "https://tides.example", "collected": ""},)
