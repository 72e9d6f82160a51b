import re
from pathlib import Path

import duckdb
import pytest

from tests.laws import tree

WORDS = """
    select from where with as join left inner on group order by having limit insert into values create table view macro union all
    distinct case when then else end and or not in is null asc desc using over partition
"""
LOWER = re.compile(rf"\b(?:{'|'.join(WORDS.split())})\b")
STATEMENTS = tree.files("audit/store/sql", suffix=".sql")


@pytest.fixture(params=STATEMENTS, ids=lambda path: path.stem)
def sql(request: pytest.FixtureRequest) -> str:
    path: Path = request.param
    return path.read_text("utf-8")


def test_a_file_begins_with_its_purpose(sql: str) -> None:
    assert re.match(r"-- [A-Z]", sql)


def test_a_file_holds_one_statement(sql: str) -> None:
    assert len(duckdb.connect().extract_statements(sql)) == 1


def test_keywords_are_in_capitals(sql: str) -> None:
    bare = re.sub(r"--[^\n]*|'(?:[^']|'')*'|\"[^\"]*\"", "", sql)

    assert LOWER.findall(bare) == []


def test_nothing_but_the_store_opens_the_database() -> None:
    opening = re.compile(r"duckdb\.connect\((?!\)|\":memory:\")")
    places = {tree.name(path) for path, text in tree.texts("audit", suffix=".py") if opening.search(text)}

    assert not [path for path in places if not path.startswith("audit/store/")]
