"""Checking a report that was handed on, and making it again to the byte."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pytest

Command = Callable[..., Any]


@pytest.fixture
def page(judged: Path, command: Command, place: Path) -> Path:
    """A report of a judged run."""
    assert command("report", "-o", "html=report.html", "--quiet").status == 0
    return place / "report.html"


def test_a_page_as_it_was_made_is_unaltered(page: Path, command: Command) -> None:
    result = command("report", "verify", "report.html")

    assert result.status == 0
    assert result.out.startswith("report.html: unaltered\n  data block: as it was made, sha256 ")
    assert "by --digest" in result.out


def test_another_word_alters_the_page_but_not_its_data(page: Path, command: Command) -> None:
    page.write_bytes(page.read_bytes().replace(b"Sign-off", b"Sign-out"))

    result = command("report", "verify", "report.html")

    assert result.status == 1
    assert "report.html: ALTERED\n  data block: as it was made" in result.out
    assert "but the page states" in result.out


def test_a_digest_that_was_noted_is_compared(page: Path, command: Command) -> None:
    told = orjson.loads(command("report", "verify", "report.html", "--json").out)
    digest = told["seal"]["page"]
    right, wrong = (command("report", "verify", "report.html", "--digest", given) for given in (digest[:12].upper(), "beef" * 16))

    assert told["expected"] is None
    assert (right.status, wrong.status) == (0, 1)
    assert "is that of the page" in right.out
    assert "is NOT that of the page" in wrong.out


@pytest.mark.parametrize(("name", "told"), [("corpus/a.jsonl", "no HTML report"), ("nowhere.html", "cannot be read")])
def test_what_is_no_report_is_told(command: Command, name: str, told: str) -> None:
    result = command("report", "verify", name)

    assert result.status == 2
    assert told in result.err
    assert "Traceback" not in result.err


def test_a_copied_run_gives_the_same_page_where_it_is_called_the_same(judged: Path, command: Command, place: Path) -> None:
    command("report", "-o", "html=first.html", "--quiet")
    shutil.copytree(judged, place / "copy")
    shutil.rmtree(judged)
    (place / "copy").rename(judged)
    command("report", "-o", "html=second.html", "--quiet")

    assert (place / "first.html").read_bytes() == (place / "second.html").read_bytes()


def test_the_page_is_dated_by_source_date_epoch(page: Path) -> None:
    assert '<time datetime="2026-01-01T00:00:00Z">' in page.read_text()
