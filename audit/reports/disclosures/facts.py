"""
The file of declared facts: read strictly, and written as a file to fill in.

What it does not state is not established; nothing is attested on anybody's behalf.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path

from audit import strict
from audit.reports.disclosures.questions import LISTS, QUESTIONS, Question
from audit.reports.visible import visible

Fact = str | bool | int | date | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """What people declared."""

    values: Mapping[str, Fact] = field(default_factory=dict)
    "By key, such as provider.name."
    lists: Mapping[str, Sequence[Mapping[str, str]]] = field(default_factory=dict)
    "Named things by list: dataset and synthetic_model."
    file: str = ""
    "Name and digest; empty: there is none."

    def told(self, key: str) -> tuple[str, ...]:
        """A fact as paragraphs; none where it is not declared."""
        value = self.values.get(key)
        if value is None:
            return ()
        if isinstance(value, bool):
            return ("Yes.",) if value else ("No.",)
        return value if isinstance(value, tuple) else (f"{value:,}" if isinstance(value, int) else str(value),)


def read(path: Path) -> Facts:
    """The facts of a file. ConfigurationError, naming file, key and mend, where it does not fit."""
    top = strict.read(path)
    values: dict[str, Fact] = {}
    for name in dict.fromkeys(question.table for question in QUESTIONS):
        table = strict.Table(top.mapping(name, {}), f"{path}: [{name}]")
        for question in QUESTIONS:
            if question.table == name and (value := _value(table, question)) is not None:
                values[question.key] = value
        table.done()
    lists = {named.key: tuple(_item(table, named.keys) for table in top.tables(named.key)) for named in LISTS}
    top.done()
    return Facts(values, lists, f"{path.name}, SHA-256 {sha256(path.read_bytes()).hexdigest()}")


def _value(table: strict.Table, question: Question) -> Fact | None:
    """A fact by its kind; None where it is not stated."""
    if question.kind == "yes":
        return table.truth(question.name, None)
    if question.kind == "texts":
        return table.texts(question.name, None)
    if question.kind == "day":
        return table.day(question.name, None)
    if question.kind == "whole":
        return _positive(table, question.name)
    return table.text(question.name, None)


def _positive(table: strict.Table, name: str) -> int | None:
    number = table.whole(name, None)
    if number is not None and number < 1:
        raise table.wrong(f"'{name}' is {number}; it must be 1 or more")
    return number


def _item(table: strict.Table, keys: Sequence[str]) -> Mapping[str, str]:
    found = {key: table.text(key, *(() if key == "name" else ("",))) for key in keys}
    table.done()
    return found


def written(
    forms: Sequence[str], values: Mapping[str, Fact] | None = None, lists: Mapping[str, Sequence[Mapping[str, str]]] | None = None
) -> str:
    """A file of facts with the questions of some forms; one without an answer stands as a comment to be filled in."""
    asked = [question for question in QUESTIONS if set(question.forms) & set(forms)]
    lines = ["# Facts that people declare for disclosures. What stays a comment is shown as not established."]
    for name in dict.fromkeys(question.table for question in asked):
        lines += ["", f"[{name}]"]
        for question in asked:
            if question.table == name:
                lines += [f"# {question.asked}", _line(question, (values or {}).get(question.key))]
    for named in LISTS:
        if set(named.forms) & set(forms):
            lines += ["", f"# {named.asked}: a table for each."]
            lines += _tables(named.key, named.keys, (lists or {}).get(named.key, ()))
    return "\n".join(lines) + "\n"


def _tables(key: str, keys: Sequence[str], items: Sequence[Mapping[str, str]]) -> list[str]:
    if not items:
        return [f"# [[{key}]]", *(f'# {name} = ""' for name in keys)]
    return [
        line for item in items for line in (f"[[{key}]]", *(f"{name} = {_text(item[name])}" for name in keys if item.get(name)))
    ]


def _line(question: Question, value: Fact | None) -> str:
    if value is None:
        blank = {"yes": "false", "texts": '[""]', "day": "2026-01-31", "whole": "1_000_000"}.get(question.kind, '""')
        return f"# {question.name} = {blank}"
    if isinstance(value, bool):
        return f"{question.name} = {str(value).lower()}"
    if isinstance(value, tuple):
        return f"{question.name} = [{', '.join(_text(item) for item in value)}]"
    return f"{question.name} = {_text(value) if isinstance(value, str) else value}"


def _text(value: str) -> str:
    """A string of TOML; characters that hide or steer are named in it."""
    return json.dumps(visible(value), ensure_ascii=False)


def answer(question: Question, given: str) -> Fact:
    """What somebody typed, as a fact of the question's kind. ValueError, with the mend, where it is none."""
    if question.kind == "yes":
        if given.lower() not in ("y", "yes", "n", "no"):
            raise ValueError("answer yes or no")
        return given.lower().startswith("y")
    if question.kind == "day":
        return date.fromisoformat(given)
    if question.kind == "whole":
        number = int(given.replace(",", "").replace("_", ""))
        if number < 1:
            raise ValueError("give a number from 1 on")
        return number
    return tuple(part.strip() for part in given.split(";") if part.strip()) if question.kind == "texts" else given
