"""Which field of a record is its text, URL, date, licence ... chosen once for each shape of record."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, TypeAlias

import orjson

from audit.readers import chat, values

Path: TypeAlias = tuple[str, ...]
Getter: TypeAlias = Callable[[Mapping[str, Any]], Any]

TEXT = ("text", "content", "raw_content", "body", "code", "article", "document", "markdown")
"Fields that hold a document's text, in the order in which they are looked for."
TEXT_LISTS = ("texts", "text_list", "paragraphs")
CONTAINERS = ("metadata", "meta", "warc_headers", "general_metadata", "warcinfo", "identification", "attributes", "properties")
"Fields in which others are looked for; they may be JSON as a string."
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "record_id": ("id", "uuid", "_id", "doc_id", "record_id", "guid", "identifier", "prompt_id", "conversation_id", "conversation_hash",
                  "warc-record-id", "blob_id", "hexsha", "Id"),
    "url": ("url", "warc-target-uri", "target_uri", "u", "uri", "link", "permalink", "source_url", "canonical_url", "video_link", "page_url",
            "id", "identifier", "source", "domain", "source_domain", "host"),
    "captured": ("timestamp", "date", "created", "date_download", "created_utc", "created_at", "ts", "warc-date", "publish_date",
                 "date_published", "published", "yymm", "added", "CreationDate"),
    "licence": ("license", "licence", "licenses", "max_stars_repo_licenses", "detected_licenses", "license_name", "license_url", "rights",
                "license_type", "ContentLicense"),
    "source": ("source", "dataset", "pile_set_name", "redpajama_set_name", "red_pajama_subset", "subset", "collection", "dump", "subreddit",
               "dataset_name", "origin"),
    "model": ("model", "model_name", "generator", "generated_by", "gen_model", "model_id", "llm", "teacher"),
    "title": ("title", "headline", "Title"),
    "author": ("author", "authors", "creator", "byline", "channel", "username", "user", "OwnerDisplayName"),
    "language": ("language", "lang", "language_code", "label", "language_id", "transcription_language"),
}
"By column of RECORD_SCHEMA: field names (whatever their case), in the order in which they are looked for; outer ones before those in containers."
_CLEAN: Mapping[str, Callable[[Any], Any]] = {
    "record_id": values.name,
    "url": values.url,
    "captured": values.day,
    "licence": values.licence,
    "source": values.name,
    "model": values.name,
    "title": values.name,
    "author": values.people,
    "language": values.name,
}
_LIST_FIRST = chat.LISTS[:3]
_NAMES = tuple(COLUMNS)


@dataclass(frozen=True)
class Choice:
    """The fields chosen for one shape: for each column the paths that are tried in turn, and how the text is made."""

    texts: tuple[tuple[str, Getter], ...]
    "Name and maker of the text, tried in turn."
    columns: tuple[tuple[str, tuple[Path, ...]], ...]
    finders: tuple[tuple[Callable[[Any], Any], tuple[Getter, ...]] | None, ...]
    expand: tuple[str, ...]
    "Containers that are JSON in a string."
    marks: tuple[str, ...]


class Chooser:
    """Turns records into rows; remembers its choice for each shape of record."""

    def __init__(self, settings: Mapping[str, str] | None = None) -> None:
        self._settings = settings or {}
        self._choices: dict[tuple[Any, ...], Choice] = {}

    def choice(self, record: Mapping[str, Any]) -> Choice:
        """The fields chosen for a record's shape: its field names, and those of its containers."""
        shape = tuple(record)
        found = self._choices.get(shape)
        if found is None:
            if any(name in record for name in CONTAINERS):
                nested = tuple(tuple(_inner(record[name])) for name in CONTAINERS if name in record)
                found = self._choices.get((shape, nested))
                if found is None:
                    found = self._choices[shape, nested] = _choose(record, self._settings)
            else:
                found = self._choices[shape] = _choose(record, self._settings)
        return found

    def row(self, record: Mapping[str, Any]) -> tuple[str | None, tuple[Any, ...]]:
        """A record's text, and its other columns in the order of RECORD_SCHEMA; text None: it has no text field, "": no text in it."""
        choice = self._choices.get(tuple(record)) or self.choice(record)
        text, turns = _text(record, choice)
        if not text:
            return text, ()
        if choice.expand:
            record = {**record, **{name: _inner(record[name]) for name in choice.expand}}
        cells = [None if finder is None else _first(record, *finder) for finder in choice.finders]
        marks = [("record", name, str(record[name])) for name in choice.marks if record[name] is not None] or None
        return text, (*cells, turns, marks)


def _text(record: Mapping[str, Any], choice: Choice) -> tuple[str | None, list[chat.Turn] | None]:
    """The first text that is not blank."""
    found = None
    for _, make in choice.texts:
        value = make(record)
        if type(value) is str:
            if value and not value.isspace():
                return value, None
            found = ""
        elif value is not None:
            if value[0] and not value[0].isspace():
                return value
            found = ""
    return found, None


def _first(record: Mapping[str, Any], clean: Callable[[Any], Any], getters: tuple[Getter, ...]) -> Any:
    """The first value that its column can use."""
    for get in getters:
        try:
            value = get(record)
        except (KeyError, TypeError, IndexError):  # the path ends early in this record
            continue
        if value is not None:
            value = clean(value)
            if value is not None:
                return value
    return None


def _choose(record: Mapping[str, Any], settings: Mapping[str, str]) -> Choice:
    """The fields of a shape that was not met before."""
    outer = {str(name).lower(): name for name in reversed(list(record))}
    nested = {name: _inner(record[name]) for name in CONTAINERS if name in record}
    texts = _texts(record, outer, settings.get("text"))
    taken = {name for name, _ in texts}
    columns = []
    for column in _NAMES:
        if column in settings:
            paths: tuple[Path, ...] = (tuple(settings[column].split(".")),)
        else:
            paths = tuple(path for path in _paths(column, outer, nested, record) if path[0] not in taken)
        columns.append((column, paths))
    finders = tuple((_CLEAN[name], tuple(_getter(column, record, path) for path in paths)) if (column := name) and paths else None
                    for name, paths in columns)
    expand = tuple(name for name in nested if isinstance(record[name], str))
    marks = tuple(name for name in ("robotstxt",) if name in record)
    return Choice(texts, tuple(columns), finders, expand, marks)


def _paths(column: str, outer: Mapping[str, str], nested: Mapping[str, Mapping[str, Any]], record: Mapping[str, Any]) -> list[Path]:
    """Where a column's value may stand in records of this shape, best first."""
    names = COLUMNS[column]
    if column == "url" and "permalink" in outer and "subreddit" in outer:  # the post's own place, not what it links to
        names = ("permalink", *names)
    guesses = ("id", "identifier", "source", "domain", "source_domain", "host") if column == "url" else ()
    found: list[Path] = [(outer[name.lower()],) for name in names if name.lower() in outer and name not in guesses]
    for container, inner in nested.items():
        lower = {str(name).lower(): str(name) for name in inner}
        found += [(container, lower[name.lower()]) for name in names if name.lower() in lower and name not in guesses]
        for name, value in inner.items():
            if name in CONTAINERS and isinstance(value, Mapping):
                found += [(container, name, key) for key in names if key in value and key not in guesses]
    found += [(outer[name],) for name in guesses if name in outer]
    found += [(container, name) for container, inner in nested.items() for name in guesses if name in inner and name != "id"]
    if column == "url" and not found:
        found += values.repository(record)
    return found


def _getter(column: str, record: Mapping[str, Any], path: Path) -> Getter:
    """How the value at a path is fetched."""
    if column == "url" and path[0] in values.REPOSITORY:
        return values.repository_url
    if len(path) == 1:
        return itemgetter(path[0])

    def follow(record: Mapping[str, Any]) -> Any:
        value: Any = record
        for name in path:
            value = value[int(name)] if isinstance(value, list | tuple) and name.isdigit() else value[name]
        return value

    return follow


def _texts(record: Mapping[str, Any], outer: Mapping[str, str], setting: str | None) -> tuple[tuple[str, Getter], ...]:
    """Makers of the text, best first."""
    if setting is not None:
        return ((setting.split(".")[0], _set_text(tuple(setting.split(".")))),)
    found: list[tuple[str, Getter]] = [(name, _list_text(name)) for name in _LIST_FIRST if name in record]
    parts = chat.groups(record)
    found += [(group[0], _group_text(group)) for group in parts]
    if "text" in record and "role" in record:
        found.append(("text", _role_text))
    found += [(outer[name], _plain(outer[name])) for name in TEXT if name in outer]
    if "title" in record and "selftext" in record:
        found.append(("selftext", _post_text))
    found += [(name, _list_text(name)) for name in chat.LISTS if name in record and name not in _LIST_FIRST]
    found += [(name, _joined_text(name)) for name in TEXT_LISTS if name in record]
    return tuple(found) or _longest(record)


def _plain(name: str) -> Getter:
    def get(record: Mapping[str, Any]) -> Any:
        value = record[name]
        return value if isinstance(value, str) else "" if value is None else None

    return get


def _set_text(path: Path) -> Getter:
    """The text at a path that the user set: a string, or a list of turns."""
    follow = _getter("text", {}, path)

    def get(record: Mapping[str, Any]) -> Any:
        try:
            value = follow(record)
        except (KeyError, TypeError, IndexError):
            return None
        return value if isinstance(value, str) else chat.of_list(value)

    return get


def _list_text(name: str) -> Getter:
    return lambda record: chat.of_list(record[name])


def _group_text(names: tuple[str, ...]) -> Getter:
    return lambda record: chat.of_group(record, names)


def _joined_text(name: str) -> Getter:
    return lambda record: "\n\n".join(part for part in record[name] or () if isinstance(part, str))


def _role_text(record: Mapping[str, Any]) -> Any:
    text, role = record["text"], record["role"]
    return (text, [(role, 0, len(text))]) if isinstance(text, str) and isinstance(role, str) else None


def _post_text(record: Mapping[str, Any]) -> str:
    """A forum post's title and body; what moderators or writers took away is no text."""
    parts = (record["title"], record["selftext"])
    return "\n\n".join(part for part in parts if isinstance(part, str) and part and part not in ("[removed]", "[deleted]"))


def _longest(record: Mapping[str, Any]) -> tuple[tuple[str, Getter], ...]:
    """The longest string with a space in it, where no field has a known name and none is known to be something else."""
    known = {name.lower() for names in COLUMNS.values() for name in names}
    strings = [(len(value), name) for name, value in record.items() if isinstance(value, str) and " " in value and name.lower() not in known]
    return ((max(strings)[1], _plain(max(strings)[1])),) if strings else ()


def _inner(value: Any) -> Mapping[str, Any]:
    """A container's fields; JSON in a string is parsed."""
    if isinstance(value, str) and value.startswith("{"):
        try:
            value = orjson.loads(value)
        except orjson.JSONDecodeError:
            return {}
    return value if isinstance(value, Mapping) else {}


def known() -> frozenset[str]:
    """All field names that could be chosen, in lower case."""
    names = [*TEXT, *TEXT_LISTS, *CONTAINERS, *chat.LISTS, *values.REPOSITORY, "selftext", "role", "robotstxt", "path", "file_path"]
    names += ["max_stars_repo_path", "max_stars_repo_head_hexsha", "posts"]
    names += [name for group in chat.GROUPS for name in group] + [name for group in COLUMNS.values() for name in group]
    return frozenset(name.lower() for name in names)


def has_text(names: Sequence[str]) -> bool:
    """Whether one of the fields is known to hold text."""
    lower = {name.lower() for name in names}
    return bool(lower.intersection([*TEXT, *TEXT_LISTS, *chat.LISTS, "selftext"]) or chat.groups(lower))
