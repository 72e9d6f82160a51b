"""What a corpus looks like before it is audited: formats, fields, a sample, languages."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from audit.batch import RECORD_SCHEMA, Records
from audit.model import Piece, Skip
from audit.readers.choosing import Choice
from audit.readers.discover import discover
from audit.readers.families import family
from audit.readers.fields import Chooser
from audit.readers.limits import Limits, Settings
from audit.readers.raw import first_records
from audit.readers.reading import read
from audit.text.language import language

SAMPLED = 200
"Records of each kind of file that are looked at."
_FILES = 5
"Files of each kind that are looked at."
_LONGEST = 300
_SAMPLE_LIMITS = Limits(batch_records=SAMPLED, batch_bytes=1 << 20)


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the records: its dotted path, its types, and the columns that are first taken from it, with commas."""

    path: str
    types: tuple[str, ...]
    column: str | None


@dataclass(frozen=True, slots=True)
class Group:
    """Files of one format, compression and shape."""

    family: str
    "Which published corpus has this shape, such as dolma; else the format's name."
    format: str
    compression: str | None
    files: int
    stored_bytes: int
    example: str
    "The name of its first file."
    fields: tuple[Field, ...]
    "Empty for formats without fields of their own, such as WARC."
    sample: Mapping[str, str]
    "The first document, by column, its values cut."
    filled: Mapping[str, float]
    "By column of RECORD_SCHEMA: share of the sampled documents that have a value."
    languages: Mapping[str, float]
    "By two-letter code, most frequent first: share of the sampled documents; `?` where it could not be told."
    records: int
    "Records looked at, skipped ones included."
    documents: int


@dataclass(frozen=True, slots=True)
class Inspection:
    """All groups, those with most files first, and what would be skipped."""

    groups: tuple[Group, ...]
    skips: Mapping[str, int]
    "Files that are no part of the corpus, and records of the sample that could not be read, by reason."
    examples: Mapping[str, Skip]
    "The first skip of each reason."


def inspect(paths: Sequence[Path], settings: Settings | None = None) -> Inspection:
    """Look at the first records of some files of each kind. Raises UsageError where a path does not exist."""
    kinds: dict[tuple[str, ...], list[Piece]] = {}
    sizes: Counter[tuple[str, ...]] = Counter()
    counts: Counter[tuple[str, ...]] = Counter()
    skips: list[Skip] = []
    for piece in discover(paths, settings):
        if isinstance(piece, Skip):
            skips.append(piece)
            continue
        kind = _kind(piece)
        sizes[kind] += piece.stored_bytes
        counts[kind] += piece.order == 0
        if len(kinds.setdefault(kind, [])) < _FILES and piece.order == 0:
            kinds[kind].append(piece)
    groups = [_group(kinds[kind], counts[kind], sizes[kind], skips) for kind in kinds]
    reasons = Counter(skip.reason.value for skip in skips)
    examples = {skip.reason.value: skip for skip in reversed(skips)}
    return Inspection(tuple(sorted(groups, key=lambda group: (-group.files, group.example))), dict(reasons), examples)


def _kind(piece: Piece) -> tuple[str, ...]:
    """Files of one kind are thought to be alike: format, compression, folder, and the name without its numbers."""
    folder, _, name = piece.name.rpartition("/")
    return (
        piece.format,
        piece.compression or "",
        re.sub(r"\d+", "#", folder),
        re.sub(r"\d+", "#", name) if piece.format != "text" else "",
    )


def _group(pieces: Sequence[Piece], files: int, stored: int, skips: list[Skip]) -> Group:
    """What the first records of some files show."""
    first = pieces[0]
    raw = first_records(first)
    choice = _chooser(first).choice(raw[0]) if raw else None
    rows, records = _rows(pieces, skips)
    told = Counter(language(row["text"]) or "?" for row in rows)
    names = [name for name in RECORD_SCHEMA.names if name not in ("record", "text")]
    return Group(
        family=family(raw[0] if raw else {}, first),
        format=first.format,
        compression=first.compression,
        files=files,
        stored_bytes=stored,
        example=first.name,
        fields=tuple(_fields(raw, choice)) if choice is not None else (),
        sample={name: _cut(value) for name, value in rows[0].items() if value is not None and name != "record"} if rows else {},
        filled={name: sum(row[name] is not None for row in rows) / len(rows) for name in names} if rows else {},
        languages={code: count / len(rows) for code, count in told.most_common()},
        records=records,
        documents=len(rows),
    )


def _chooser(piece: Piece) -> Chooser:
    return Chooser({key[6:]: str(value) for key, value in piece.options.items() if key.startswith("field.")})


def _rows(pieces: Sequence[Piece], skips: list[Skip]) -> tuple[list[dict[str, Any]], int]:
    """The first documents of each file as mappings, and how many records were met."""
    rows: list[dict[str, Any]] = []
    records = 0
    for piece in pieces:
        left = SAMPLED // len(pieces)
        for item in _some(read(piece, _SAMPLE_LIMITS), left):
            if isinstance(item, Skip):
                skips.append(item)
                records += item.record is not None
            else:
                rows += item.table.slice(0, left).to_pylist()
                records += min(left, len(item.table))
    return rows, records


def _some(items: Iterator[Records | Skip], count: int) -> Iterator[Records | Skip]:
    """Items until about so many records were met."""
    for item in items:
        yield item
        count -= 1 if isinstance(item, Skip) else len(item.table)
        if count <= 0:
            return


def _fields(records: Sequence[Mapping[str, Any]], choice: Choice) -> Iterator[Field]:
    """The records' fields, containers opened, with their types over the sample."""
    first = [(paths[0], column) for column, paths in choice.paths.items() if paths]
    texts = set(choice.texts[0][0].split("+")) if choice.texts else set()
    seen: dict[tuple[str, ...], set[str]] = {}
    for record in records:
        for path, value in _leaves(record):
            seen.setdefault(path, set()).add(_type(value))
    for path, types in seen.items():
        columns = [column for taken, column in first if taken == path]
        if path[0] in texts and len(path) == 1:
            columns = ["text"]
        yield Field(".".join(path), tuple(sorted(types)), ", ".join(columns) or None)


def _leaves(record: Mapping[str, Any], before: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    for name, value in record.items():
        if isinstance(value, Mapping) and value and len(before) < 2:
            yield from _leaves(value, (*before, str(name)))
        else:
            yield (*before, str(name)), value


def _type(value: Any) -> str:
    if isinstance(value, list | tuple) and value:
        return f"list of {_type(value[0])}"
    if isinstance(value, Mapping):
        return f"object ({', '.join(map(str, list(value)[:6]))})"
    return {"NoneType": "null", "str": "string", "int": "integer", "float": "number", "bool": "boolean"}.get(
        type(value).__name__, type(value).__name__
    )


def _cut(value: Any) -> str:
    if isinstance(value, list) and value and isinstance(value[0], Mapping) and "role" in value[0]:
        text = ", ".join(f"{turn['role']} {turn['start']}-{turn['end']}" for turn in value)
    else:
        text = str(value)
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
