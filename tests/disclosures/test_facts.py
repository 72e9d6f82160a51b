"""The file of declared facts: read strictly, written so that it can be read."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.errors import ConfigurationError
from audit.reports.disclosures import facts
from audit.reports.disclosures.questions import BY_KEY, FORMS, LISTS, QUESTIONS

FULL: dict[str, Any] = {
    question.key: {"yes": True, "texts": ("a", "b"), "day": date(2025, 1, 2), "whole": 7}.get(question.kind, 'He said "x" \\ é')
    for question in QUESTIONS
}


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    lists = {named.key: ({**dict.fromkeys(named.keys, ""), "name": "Tides", "link": "x"},) for named in LISTS}
    (tmp_path / "f.toml").write_text(facts.written(FORMS, FULL, lists), "utf-8")
    found = facts.read(tmp_path / "f.toml")

    assert (found.values, found.lists) == (FULL, lists)
    assert found.file.startswith("f.toml, SHA-256 ")


@pytest.mark.parametrize("form", FORMS)
def test_a_file_without_answers_declares_nothing_and_its_comments_can_be_uncommented(tmp_path: Path, form: str) -> None:
    text = facts.written((form,))
    (tmp_path / "f.toml").write_text(text)
    opened = "\n".join(line.removeprefix("# ") if " = " in line or "[[" in line else line for line in text.splitlines())

    assert not facts.read(tmp_path / "f.toml").values
    assert {f"{table}.{key}" for table, held in tomllib.loads(opened).items() if isinstance(held, dict) for key in held} == {
        question.key for question in QUESTIONS if form in question.forms
    }


@given(st.text().filter(str.strip))
def test_any_text_can_be_written(text: str) -> None:
    assert tomllib.loads(facts.written(FORMS, {"provider.name": text}))["provider"]["name"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[crawling]\nusd = true", "unknown key 'usd'; did you mean 'used'"),
        ("[crawlin]\nused = true", "unknown key 'crawlin'"),
        ("[crawling]\nused = 'no'", "'used' must be true or false"),
        ("[corpus]\ntokens = 0", "'tokens' is 0; it must be 1 or more"),
        ("[[dataset]]\nlink = 'x'", "'name' is missing"),
        ("[[dataset]]\nname = 'x'\nsize = 1", "unknown key 'size'"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_place(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "f.toml").write_text(text)

    with pytest.raises(ConfigurationError, match=r"f\.toml") as refused:
        facts.read(tmp_path / "f.toml")
    assert message in str(refused.value)


@pytest.mark.parametrize(
    ("key", "given", "value"),
    [
        ("crawling.used", "Y", True),
        ("crawling.used", "no", False),
        ("model.placed", "2025-08-02", date(2025, 8, 2)),
        ("corpus.tokens", "1,000_000", 1_000_000),
        ("model.names", "Oak 1; Oak 2;", ("Oak 1", "Oak 2")),
        ("provider.name", "Oak", "Oak"),
    ],
)
def test_an_answer_is_taken_by_its_kind(key: str, given: str, value: Any) -> None:
    assert facts.answer(BY_KEY[key], given) == value


@pytest.mark.parametrize(
    ("key", "given"), [("crawling.used", "perhaps"), ("model.placed", "soon"), ("corpus.tokens", "many"), ("corpus.tokens", "0")]
)
def test_an_answer_of_another_kind_is_refused(key: str, given: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        facts.answer(BY_KEY[key], given)
