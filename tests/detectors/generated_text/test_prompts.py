"""What a chat's record says: columns that the detector fills beside its findings."""

from typing import Any

import pyarrow as pa

from audit.batch import RECORD_SCHEMA, Batch, Records
from audit.detectors._generated_text_prompts import columns, masked
from audit.readers import chat
from audit.text.matcher import Matcher


def _columns(*rows: dict[str, Any]) -> dict[str, list[Any]]:
    table = pa.RecordBatch.from_pylist([{"record": n, **row} for n, row in enumerate(rows)], schema=RECORD_SCHEMA)
    return {name: column.to_pylist() for name, column in columns(Batch(Records("a", table, 0), Matcher(()))).items()}


def _chat(*said: tuple[str, str], **fields: str) -> dict[str, Any]:
    text, turns = chat.of_list([{"role": role, "content": content} for role, content in said]) or ("", [])
    return {"text": text, "turns": turns, **fields}


def test_the_first_thing_that_is_asked_is_the_prompt() -> None:
    made = _columns(
        _chat(("system", "Be brief, señor."), ("User", "Why do ¿tides? turn"), ("assistant", "The moon."), ("user", "Oh")),
        {"text": "No chat."},
        _chat(("assistant", "Hello."), ("assistant", "Anyone?")),
        _chat(("human", "Where to?"), ("gpt", "North.")),
    )

    assert made["prompt"] == ["Why do ¿tides? turn", None, None, "Where to?"]
    assert made["answers"] == [1, None, 2, 1]


def test_fields_of_instruction_corpora_are_turns_too() -> None:
    text, turns = chat.of_group(
        {"instruction": "Sort these.", "input": "b a", "output": "a b"}, ("instruction", "input", "output")
    ) or (
        "",
        [],
    )

    made = _columns({"text": text, "turns": turns})

    assert made["prompt"] == ["Sort these."]
    assert made["answers"] == [1]


def test_threads_without_such_roles_are_no_chats() -> None:
    made = _columns({"text": "Hm", "turns": [(None, 0, 2)]}, _chat(("lark77", "Any news?"), ("old_tom", "None.")))

    assert made["prompt"] == [None, None]
    assert made["answers"] == [None, None]


def test_who_asked_is_kept_masked() -> None:
    made = _columns(*(_chat(("user", "Why?"), author=name) for name in ("key-4711-secret", "key-4712-secret", "key-4711-secret")))

    one, other, again = made["account"]

    assert one == again != other
    assert one == masked("key-4711-secret")
    assert one.startswith("ke…")
    assert _columns(_chat(("user", "Why?")))["account"] == [None]


def test_text_that_is_no_chat_has_no_such_columns() -> None:
    assert _columns({"text": "No chat."}) == {}
