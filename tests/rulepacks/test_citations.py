"""Each citation of a rule that ships is listed with where and when it was checked, so that none comes in unmarked."""

import csv
from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from audit import bundled, rulepacks
from audit.errors import PackError
from audit.rulepacks import citations
from audit.rulepacks.citations import COLUMNS

RESULTS = ("confirmed", "corrected", "not-found")


@pytest.fixture(scope="module")
def rows() -> list[Mapping[str, str]]:
    """The lists of checks of all packs, by column."""
    found: list[Mapping[str, str]] = []
    for path in sorted(bundled.folder("rules").glob("*/CITATIONS.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            found += csv.DictReader(lines, strict=True)
    return found


@pytest.fixture(scope="module")
def cited() -> set[tuple[str, str, str]]:
    """Rule, text and date of all citations of the packs that ship."""
    rules = [rule for pack in rulepacks.read() for rule in pack.rules]
    return {(rule.id, citation.text, citation.date.isoformat()) for rule in rules for citation in rule.citations}


def test_each_citation_has_a_row(rows: list[Mapping[str, str]], cited: set[tuple[str, str, str]]) -> None:
    listed = {(row["rule"], row["citation"], row["date"]) for row in rows}

    assert sorted(cited - listed) == []


def test_no_row_is_of_a_citation_that_is_gone(rows: list[Mapping[str, str]], cited: set[tuple[str, str, str]]) -> None:
    assert [row for row in rows if (row["rule"], row["citation"], row["date"]) not in cited] == []


def test_no_citation_is_listed_twice(rows: list[Mapping[str, str]]) -> None:
    times = Counter((row["rule"], row["citation"], row["date"]) for row in rows)

    assert [key for key, number in times.items() if number > 1] == []


def test_a_row_says_what_came_of_the_check_and_when(rows: list[Mapping[str, str]]) -> None:
    assert {row["result"] for row in rows} <= set(RESULTS)
    assert all(date.fromisoformat(row["date"]) <= date.fromisoformat(row["checked_on"]) for row in rows)


def test_what_was_found_says_where(rows: list[Mapping[str, str]]) -> None:
    assert [row for row in rows if (row["result"] == "not-found") == bool(row["checked_in"].strip())] == []


def test_a_rule_says_where_its_citations_were_checked_and_what_was_read_at_second_hand(rows: list[Mapping[str, str]]) -> None:
    told = {
        (rule.id, citation.text, citation.date.isoformat()): citation.checked
        for pack in rulepacks.read()
        for rule in pack.rules
        for citation in rule.citations
    }
    second = {key for key, text in told.items() if text.startswith("read at second hand in ")}

    assert second == {(row["rule"], row["citation"], row["date"]) for row in rows if row["checked_in"].startswith("secondary: ")}
    assert all(text.startswith("checked in ") for key, text in told.items() if key not in second)


LISTS = [
    ("citation,rule\n", "must have the columns"),
    (",".join(COLUMNS) + "\ncore/a,A law,2019-04-17,a book,yesterday,confirmed\n", "cannot be read"),
    (",".join(COLUMNS) + "\ncore/a\n", "cannot be read"),
    (",".join(COLUMNS) + '\ncore/a,"A law', "cannot be read"),
]


@pytest.mark.parametrize(("text", "told"), LISTS, ids=["columns", "a day that is none", "a short row", "an open quotation"])
def test_a_list_that_is_none_is_refused(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "CITATIONS.csv").write_text(text, encoding="utf-8")

    with pytest.raises(PackError, match=told):
        citations.read(tmp_path)


def test_a_citation_that_was_not_found_says_so(tmp_path: Path) -> None:
    row = "a/b,A law,2019-04-17,,2026-01-02,not-found"
    (tmp_path / "CITATIONS.csv").write_text(f"{','.join(COLUMNS)}\n{row}\n", encoding="utf-8")

    assert citations.read(tmp_path) == {("a/b", "A law", "2019-04-17"): "looked for and not found, 2026-01-02"}


def test_the_same_citation_has_the_same_check_everywhere(rows: list[Mapping[str, str]]) -> None:
    checks = {(row["citation"], row["date"], row["checked_in"], row["result"]) for row in rows}

    assert len(checks) == len({(row["citation"], row["date"]) for row in rows})
