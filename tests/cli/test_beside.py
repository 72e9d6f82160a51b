"""A passage and its work side by side on a terminal."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from audit.cli._beside import print_beside
from audit.cli._columns import Screen, columns, lines
from audit.model import Evidence, Finding, Kind, Level, Quote, Span
from audit.pipeline.matching import beside, line
from audit.report_model import Segment

OURS = "The ferry left the gray harbour before the bakers lit their ovens. Nobody waved."
THEIRS = "The ferry left the grey harbour before the bakers had lit their ovens. Nobody waved."
WIDTHS = (10, 24, 45, 59, 60, 61, 100, 400)


def _finding(ours: str = OURS, theirs: str | None = THEIRS, level: Level = Level.FINDING, **attributes: Any) -> Finding:
    return Finding(
        path="a.jsonl", record=3, record_id=None, url=None, detector="known-work", kind=Kind.COPYRIGHT, level=level,
        span=Span(10, 10 + len(ours)), score=1.0, reference="works/ferry@0123456789ab",
        attributes={"work": "ferry", **attributes},
        evidence=(Evidence("matched-words", 12, "words"), Evidence("work-length", 1000, "characters")), fingerprint="f" * 32,
        quote=Quote("", ours, ""), reference_span=Span(500, 500 + len(theirs or "")),
        reference_quote=None if theirs is None else Quote("", theirs, ""),
    )  # fmt: skip


@pytest.fixture
def shown(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    def show(*findings: Finding, width: int = 100, clues: bool = False, quiet: bool = False) -> str:
        monkeypatch.setenv("COLUMNS", str(width))
        print_beside(findings, clues, quiet)
        return capsys.readouterr().out

    return show


def test_what_is_changed_stands_in_brackets_on_both_sides(shown: Callable[..., str]) -> None:
    text = shown(_finding())

    assert "[gray]" in text
    assert "[grey]" in text
    assert "[had]" in text


def test_only_lines_with_a_change_have_a_sign(shown: Callable[..., str]) -> None:
    rows = [row for row in shown(_finding()).splitlines() if " | " in row]

    assert {row[0] for row in rows if "[" in row} <= {"~", "!"}
    assert {row[0] for row in rows if "[" not in row} == {" "}


@pytest.mark.parametrize("width", WIDTHS)
def test_no_line_is_wider_than_the_terminal(shown: Callable[..., str], width: int) -> None:
    wide = _finding(OURS + " 渡し船は夜明け前に港を出た。" * 3, THEIRS + " 渡し船は夜明け前に港を出ました。" * 3, title="x" * 300)

    text = shown(wide, width=width)

    assert max(columns(row) for row in text.splitlines()) <= max(20, width)


def test_a_narrow_terminal_has_the_sides_one_below_the_other(shown: Callable[..., str]) -> None:
    rows = shown(_finding(), width=40).splitlines()

    assert "  | grey" not in rows
    assert [row for row in rows if row.startswith("  | The ferry left")]


def test_escape_codes_and_hidden_marks_reach_no_terminal(shown: Callable[..., str]) -> None:
    text = shown(_finding("\x1b[31mThe ferry\x07 left \u202ethe harbour", "The ferry left the harbour", title="\x1b]0;owned\x07"))

    assert not set(text) & {"\x1b", "\x07", "\u202e"}
    assert "‹ESC›" in text


def test_a_person_sees_colours_unless_told_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    row = [Segment("gray", "minor")], [Segment("grey", "minor")]

    (coloured,) = lines(*row, Screen(100, colour=True))
    (plain,) = lines(*row, Screen(100, colour=False))

    assert "\x1b[33mgray\x1b[0m" in coloured
    assert "[gray]" in plain


def test_no_color_is_kept_on_a_terminal(shown: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)

    assert "\x1b" not in shown(_finding())


def test_the_work_and_the_place_in_it_are_told(shown: Callable[..., str]) -> None:
    text = shown(_finding(title="The Ferry", author="M. Ferryman", licence="CC0-1.0"))

    assert "The Ferry, M. Ferryman, licence: CC0-1.0" in text
    assert "[--------------------###-----------------]" in text
    assert "in the work from 50.0% to 58.4%" in text


def test_what_is_not_given_is_said_and_not_guessed(shown: Callable[..., str]) -> None:
    assert "licence not given" in shown(_finding())


def test_discounts_and_credit_are_told(shown: Callable[..., str]) -> None:
    text = shown(_finding(also_in="fog", also_in_works=1, quoted=True, cmi="absent"))

    assert "1 other work of the libraries holds the passage too: fog." in text
    assert "stands in quotation marks" in text
    assert "Neither the title, nor the author" in text


def test_clues_that_are_not_shown_are_counted(shown: Callable[..., str]) -> None:
    clue = _finding(level=Level.CLUE)

    assert shown(clue) == "1 clue not shown; see them with --clues\n"
    assert "clue, work ferry" in shown(clue, clues=True)


def test_quiet_leaves_only_the_passages(shown: Callable[..., str]) -> None:
    assert shown(quiet=True) == ""
    assert shown() == "no passage of these works found; that is no proof that none is there\n"


def test_a_library_without_texts_shows_the_document_only(shown: Callable[..., str]) -> None:
    text = shown(_finding(theirs=None))

    assert OURS[:30] in text
    assert "identical" not in text


def test_a_long_passage_tells_what_it_leaves_out(shown: Callable[..., str]) -> None:
    text = shown(_finding(OURS * 30, THEIRS * 30))

    assert "more characters of the document not shown" in text
    assert "more characters of the work not shown" in text


def test_a_place_without_a_length_is_not_drawn(shown: Callable[..., str]) -> None:
    assert "in the work from" not in shown(replace(_finding(), evidence=()))


def test_a_line_of_json_has_both_sides() -> None:
    told = line(_finding(also_in_works=2, also_in="fog; rain"))

    assert "".join(part["work"] for part in told["beside"]) == THEIRS
    assert told["changes"]["identical"] == 13
    assert (told["reference_start"], told["work_characters_not_shown"]) == (500, 0)
    assert told["discounts"] == ("2 other works of the libraries hold the passage too: fog; rain.",)


def test_a_finding_without_a_place_in_the_work_has_none_in_json() -> None:
    assert line(replace(_finding(theirs=None), reference_span=None))["reference_start"] is None


def test_a_word_longer_than_a_column_is_cut_between_characters() -> None:
    made = list(lines([Segment("船" * 70, "identical")], [Segment("", "identical")], Screen(65, colour=False)))

    assert [row.split("|")[0].strip() for row in made] == ["船" * 15] * 4 + ["船" * 10]


def test_marks_over_a_letter_take_no_room() -> None:
    assert columns("e\u0301\u200b") == 1


def test_the_sides_are_cut_alike() -> None:
    assert beside(_finding()).left_cut == 0
