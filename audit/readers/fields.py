"""Records as columns: the fields are chosen once for each shape of record."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

import orjson
import pyarrow as pa

from audit.readers import chat, values
from audit.readers.choosing import COLUMNS, CONTAINERS, HOSTS, Choice, Path, at, choose

_CLEAN: Mapping[str, Callable[[list[Any]], list[Any]]] = {
    "record_id": values.names,
    "url": values.urls,
    "captured": values.days,
    "licence": values.licences,
    "source": values.names,
    "model": values.names,
    "title": values.names,
    "author": values.people,
    "language": values.names,
    "hour": values.hours,
}


@dataclass(frozen=True, slots=True)
class Columns:
    """Neighbouring records of one shape as columns."""

    texts: list[str | None] | pa.Array
    "None: no text field; empty: no text in it. An array of Arrow's where all have a text."
    turns: list[list[chat.Turn] | None] | None
    values: list[list[Any] | None]
    "From record_id to hour, without text, in the order of RECORD_SCHEMA; None: the column has no field."
    marks: list[list[tuple[str, str, str]] | None] | None


class Chooser:
    """Turns records into columns; remembers its choice for each shape of record."""

    def __init__(self, settings: Mapping[str, str] | None = None) -> None:
        self._settings = settings or {}
        self._choices: dict[tuple[Any, ...], Choice] = {}
        self._containers: dict[tuple[Any, ...], tuple[str, ...]] = {}
        self.plain_key: str | None = None
        "The key of the last records' texts, where these were strings as they are; else None."

    def columns(self, records: Sequence[Mapping[str, Any]]) -> Iterator[Columns]:
        """The records as columns, in runs of one shape."""
        keys = set()
        for shape, run in self._shaped(records):
            choice = self._choices.get(shape)
            if choice is None:
                choice = self._choices[shape] = choose(run[0], self._settings)
            keys.add(choice.plain)
            yield Columns(*_texts_of(run, choice), *_others(run, choice))
        self.plain_key = keys.pop() if len(keys) == 1 else None

    def columns_of(self, records: Sequence[Mapping[str, Any]], texts: pa.Array) -> list[Columns] | None:
        """
        Columns of records whose texts, those of `plain_key`, were taken out of them and are given.

        None where a shape was not met before, or has its text elsewhere, or needs it for another column too.
        """
        found, place = [], 0
        for shape, run in self._shaped(records):
            choice = self._choices.get(shape)
            if choice is None or choice.plain != self.plain_key or choice.uses(choice.plain):
                return None
            found.append(Columns(texts.slice(place, len(run)), None, *_others(run, choice)))
            place += len(run)
        return found

    def choice(self, record: Mapping[str, Any]) -> Choice:
        """The fields that would be chosen for records of this record's shape."""
        return choose({**record, **{name: _inner(record[name]) for name in CONTAINERS if name in record}}, self._settings)

    def _shaped(self, records: Sequence[Mapping[str, Any]]) -> Iterator[tuple[Any, Sequence[Mapping[str, Any]]]]:
        """Neighbours of one shape, their containers opened, with the shape."""
        for shape, run in _runs(records, [*map(tuple, records)]):
            containers = self._containers.get(shape)
            if containers is None:
                containers = self._containers[shape] = tuple(name for name in CONTAINERS if name in shape)
            if not containers:
                yield (shape,), run
                continue
            opened, nested = _opened(run, containers)
            yield from (((shape, inner), same) for inner, same in _runs(opened, nested))


def _others(
    records: Sequence[Mapping[str, Any]], choice: Choice
) -> tuple[list[list[Any] | None], list[list[tuple[str, str, str]] | None] | None]:
    """The columns without text, and the marks, of records of one shape."""
    columns = [_column(records, name, choice.paths[name]) for name in COLUMNS]
    if not choice.marks:
        return columns, None
    return columns, [
        [("record", name, str(record[name])) for name in choice.marks if record[name] is not None] for record in records
    ]


def _opened(records: Sequence[Mapping[str, Any]], containers: Sequence[str]) -> tuple[Sequence[Mapping[str, Any]], list[Any]]:
    """Records with mappings for containers, and the shapes of these."""
    inner = [[*map(itemgetter(name), records)] for name in containers]
    if any({*map(type, column)} != {dict} for column in inner):
        inner = [[*map(_inner, column)] for column in inner]
        opened = [dict(zip(containers, row, strict=True)) for row in zip(*inner, strict=True)]
        records = [{**record, **row} for record, row in zip(records, opened, strict=True)]
    shapes = [[*map(tuple, column)] for column in inner]
    return records, shapes[0] if len(shapes) == 1 else [*zip(*shapes, strict=True)]


def _runs(records: Sequence[Any], shapes: list[Any]) -> Iterator[tuple[Any, Sequence[Any]]]:
    """Neighbours with equal shapes."""
    if shapes.count(shapes[0]) == len(shapes):
        yield shapes[0], records
        return
    start = 0
    for shape, group in groupby(shapes):
        count = sum(1 for _ in group)
        yield shape, records[start : start + count]
        start += count


def _texts_of(
    records: Sequence[Mapping[str, Any]], choice: Choice
) -> tuple[list[str | None], list[list[chat.Turn] | None] | None]:
    """Each record's text, and its turns where there are any."""
    plain = choice.plain
    if plain is not None:
        texts = [record[plain] for record in records]
        if {*map(type, texts)} == {str} and all(texts) and not any(map(str.isspace, texts)):
            return texts, None
    both = [_text(record, choice) for record in records]
    return [text for text, _ in both], [turns for _, turns in both]


def _text(record: Mapping[str, Any], choice: Choice) -> tuple[str | None, list[chat.Turn] | None]:
    """The first text that is not blank."""
    found = None
    for _, make in choice.texts:
        said = make(record)
        if said is None:
            continue
        text, turns = (said, None) if isinstance(said, str) else said
        if text and not text.isspace():
            return text, turns
        found = ""
    return found, None


def _column(records: Sequence[Mapping[str, Any]], name: str, paths: Sequence[Path]) -> list[Any] | None:
    """The first value for each record that the column can use."""
    if not paths:
        return None
    found = _cleaner(name, paths[0])(_values(records, paths[0]))
    for path in paths[1:]:
        if None not in found:
            break
        others = _cleaner(name, path)(_values(records, path))
        found = [other if value is None else value for value, other in zip(found, others, strict=True)]
    return found


def _cleaner(name: str, path: Path) -> Callable[[list[Any]], list[Any]]:
    """What makes a field's values fit for a column; those of fields that hold hosts are read as hosts."""
    return values.hosts if name == "url" and path[-1].lower() in HOSTS else _CLEAN[name]


def _values(records: Sequence[Mapping[str, Any]], path: Path) -> list[Any]:
    """What stands at a path; None where it ends early."""
    if path[0] in values.REPOSITORY:
        return [values.repository_url(record) for record in records]
    if len(path) == 1:
        return [*map(itemgetter(path[0]), records)] if path[0] in records[0] else [None] * len(records)
    if len(path) == 2:
        try:
            return [*map(itemgetter(path[1]), map(itemgetter(path[0]), records))]
        except (KeyError, TypeError):  # the path ends early in one of them
            pass
    return [at(record, path) for record in records]


def _inner(value: Any) -> Mapping[str, Any]:
    """A container's fields; JSON in a string is parsed."""
    if isinstance(value, str) and value.startswith("{"):
        try:
            value = orjson.loads(value)
        except orjson.JSONDecodeError:
            return {}
    return value if isinstance(value, Mapping) else {}
