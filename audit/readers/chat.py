"""Conversations and other texts of several parts: their joined text, and who said what where."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

Turn: TypeAlias = tuple[str, int, int]
Said: TypeAlias = tuple[str, list[Turn] | None]

BETWEEN = "\n\n"
"What stands between two turns."
LISTS = ("messages", "conversations", "conversation", "dialogue", "dialog", "turns", "chosen", "data")
"Fields that hold a list of turns, in the order in which they are looked for."
GROUPS = (
    ("system", "system_prompt", "instruction", "input", "context", "output", "response"),
    ("system", "system_prompt", "question", "context", "answer", "response"),
    ("system", "prompt", "completion", "response", "chosen", "rejected"),
    ("query", "answer", "response"),
    ("inputs", "targets"),
    ("chosen", "rejected"),
)
"Fields that are the parts of one text, in the order in which they are joined. One asker and one answer must be there."
ASKERS = frozenset({"instruction", "question", "prompt", "query", "inputs", "input"})
ANSWERS = frozenset({"output", "response", "answer", "completion", "chosen", "targets"})
_ROLE = ("role", "from", "speaker", "author", "user", "name")
_CONTENT = ("content", "value", "text", "message", "body", "utterance", "parts")


def groups(names: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """The groups that a record with these fields has, with just the fields that are there."""
    there = set(names)
    found = (tuple(name for name in group if name in there) for group in GROUPS)
    return tuple(
        group
        for group in found
        if (ASKERS.intersection(group) and ANSWERS.intersection(group)) or group == ("chosen", "rejected")
    )


def of_group(record: Mapping[str, Any], names: Sequence[str]) -> Said | None:
    """Fields joined as turns; each one's role is its field's name. A list of turns among them keeps its own roles."""
    parts: list[tuple[str, str]] = []
    for name in names:
        value = record.get(name)
        if isinstance(value, str):
            parts.append((name, value))
        elif isinstance(value, list):
            parts.extend(_turns(value, name))
    return _joined(parts)


def of_list(value: Any) -> Said | None:
    """A list of turns, as mappings with a role and content, or as strings that alternate."""
    if not isinstance(value, list | tuple):
        return None
    return _joined(list(_turns(value, None)))


def _joined(parts: Sequence[tuple[str, str]]) -> Said | None:
    """The parts that have text, joined, with their places in code points."""
    parts = [(role, text) for role, text in parts if text]
    if not parts:
        return None
    turns, place = [], 0
    for role, text in parts:
        turns.append((role, place, place + len(text)))
        place += len(text) + len(BETWEEN)
    return BETWEEN.join(text for _, text in parts), turns


def _turns(items: Sequence[Any], name: str | None) -> Iterable[tuple[str, str]]:
    """Role and text of each turn; a plain list is taken to begin with a user, or named as given."""
    for number, item in enumerate(items):
        if isinstance(item, str):
            yield name or ("user", "assistant")[number % 2], item
        elif isinstance(item, Mapping):
            role = next((str(item[key]) for key in _ROLE if isinstance(item.get(key), str)), name or "unknown")
            yield role, _content(next((item[key] for key in _CONTENT if item.get(key)), ""))


def _content(value: Any) -> str:
    """The text of a turn: a string, or a list of parts of which those that are text count."""
    if isinstance(value, str):
        return value
    if isinstance(value, list | tuple):
        texts = (part if isinstance(part, str) else part.get("text") for part in value if isinstance(part, str | Mapping))
        return "\n".join(text for text in texts if isinstance(text, str))
    if isinstance(value, Mapping):
        return _content(value.get("text") or value.get("content") or value.get("parts") or "")
    return ""
