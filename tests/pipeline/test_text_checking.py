"""A text is found by the digests of a report, whatever the report shows."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from audit.errors import AuditError
from audit.model import Quote
from audit.pipeline.text_checking import Checked, Held, check, lines
from audit.report_model import Redaction, Report
from audit.reports import render
from audit.reports.redaction import Redactor
from tests.reports.conftest import made
from tests.reports.made_leaks import PROTECTED, UNSPACED

SHORT = "a lamp on the quay was missing that night"
Written = Callable[[str], Path]


def _report() -> Report:
    redactor = Redactor()
    texts = [PROTECTED, UNSPACED, SHORT, "too few words"]
    exhibits = [
        replace(exhibit, document=f"a#{number}", digest=redactor.digest(Quote("", text, "")), reference_digest=None)
        for number, (exhibit, text) in enumerate(zip(made(exhibits=4).exhibits, texts, strict=True))
    ]
    exhibits[0] = replace(exhibits[0], reference_digest=redactor.digest(Quote("", "x " + PROTECTED, "")))
    return replace(made(), exhibits=tuple(exhibits), redaction=redactor.done())


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.json"
    path.write_bytes(render(_report(), "json"))
    return path


@pytest.fixture
def text(tmp_path: Path) -> Written:
    def written(said: str) -> Path:
        path = tmp_path / "text.txt"
        path.write_text(said, "utf-8")
        return path

    return written


def test_a_passage_is_found_whatever_its_capitals_signs_and_lines(report: Path, text: Written) -> None:
    lines_of_it = PROTECTED.upper().replace(" ", ",\n")
    found = check(text(f"It began so: {lines_of_it} ..."), report)

    assert found == Checked(4, (Held(1, "a#0", "corpus", 50, 4),))


def test_scripts_without_spaces_and_short_passages_are_found(report: Path, text: Written) -> None:
    found = check(text(f"{UNSPACED} {SHORT} {SHORT}"), report)

    assert [(row.exhibit, row.words) for row in found.held] == [(2, 50), (3, 9)]
    assert found.held[1].first == len(UNSPACED) + 1


def test_the_references_side_is_found(report: Path, text: Written) -> None:
    found = check(text(f"x {PROTECTED}"), report)

    assert [row.side for row in found.held] == ["corpus", "reference"]
    assert "exhibit 1, a#0, the reference's side: its first 50 words stand in t, from word 1" in list(lines(found, Path("t")))


@pytest.mark.parametrize("said", ["", "other words that no exhibit of the report begins with at all", PROTECTED[:200]])
def test_what_is_not_there_is_not_found(report: Path, text: Written, said: str) -> None:
    found = check(text(said), report)

    assert list(lines(found, Path("t"))) == ["0 of 4 digests were found in t"]


def test_another_salt_finds_nothing(report: Path, text: Written) -> None:
    told = json.loads(report.read_text())
    told["report"]["redaction"]["salt"] = Redaction().salt
    report.write_text(json.dumps(told))

    assert check(text(PROTECTED), report).held == ()


@pytest.mark.parametrize("content", ["[]", "{}", '{"report": {"redaction": {}}}', "<html>", '{"report": 3}'])
def test_what_is_no_report_is_refused(report: Path, text: Written, content: str) -> None:
    report.write_text(content)

    with pytest.raises(AuditError, match=r"report\.json"):
        check(text(PROTECTED), report)
