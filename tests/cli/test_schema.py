"""corpus-audit schema shows what a run's database holds, and what rules can name."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tests.cli.conftest import Command


def test_tables_and_views_are_told_with_what_their_rows_are(command: Command) -> None:
    told = command("schema").out

    assert "licence_choice\n" in told
    assert "One row an expression." in " ".join(told.split())
    assert "without_www" not in told
    assert "No parameters" not in told


COLUMNS = [
    ("finding", {"train": "TINYINT", "exception": "VARCHAR", "purpose": "VARCHAR"}),
    ("measure", {"value": "DOUBLE", "jurisdiction": "VARCHAR"}),
    ("verdict", {"purpose": "VARCHAR", "waiver": "VARCHAR"}),
]


@pytest.mark.parametrize(("view", "kinds"), COLUMNS)
def test_columns_are_told_with_type_and_meaning(command: Command, view: str, kinds: dict[str, str]) -> None:
    rows = [json.loads(line) for line in command("schema", view, "--format", "jsonl").out.splitlines()]

    assert {row["name"]: row["type"] for row in rows if row["name"] in kinds} == kinds
    assert all(row["meaning"] for row in rows)


def test_a_table_has_its_own_columns_alone(command: Command) -> None:
    told = command("schema", "licence_choice").out

    assert "chosen_by  VARCHAR" in told
    assert "purpose" not in told


def test_an_unknown_view_is_answered_with_the_nearest(command: Command) -> None:
    result = command("schema", "findings")

    assert result.status == 2
    assert "a run's database has no 'findings'; did you mean 'finding'?; corpus-audit schema lists what it has" in result.err


def test_the_schema_of_a_file_fits_what_a_run_writes(command: Command, judged: Path) -> None:
    report = json.loads(command("report", "-o", "json=-").out)
    summary = json.loads((judged / "summary.json").read_text())

    for name, document in (("report", report), ("summary", summary)):
        validator = Draft202012Validator(json.loads(command("schema", name).out))
        assert [error.json_path for error in validator.iter_errors(document)] == []
