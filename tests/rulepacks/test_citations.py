"""Each citation of a rule that ships is listed with where and when it was checked, so that none comes in unmarked."""

import csv
from collections import Counter
from collections.abc import Mapping
from datetime import date

import pytest

from audit import bundled, rulepacks

COLUMNS = ("rule", "citation", "date", "checked_in", "checked_on", "result")
RESULTS = ("confirmed", "corrected", "not-found")


@pytest.fixture(scope="module")
def rows() -> list[Mapping[str, str]]:
    """The list of checks, by column."""
    with (bundled.folder("rules") / "core" / "CITATIONS.csv").open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines, strict=True)
        assert tuple(reader.fieldnames or ()) == COLUMNS
        return list(reader)


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


def test_the_same_citation_has_the_same_check_everywhere(rows: list[Mapping[str, str]]) -> None:
    checks = {(row["citation"], row["date"], row["checked_in"], row["result"]) for row in rows}

    assert len(checks) == len({(row["citation"], row["date"]) for row in rows})
