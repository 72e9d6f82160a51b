"""Where a record's text, URL, date, licence ... stand, by the names of its fields."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from audit.readers import chat, values

Path: TypeAlias = tuple[str, ...]
Maker: TypeAlias = Callable[[Mapping[str, Any]], "str | chat.Said | None"]
TEXT = ("text", "content", "raw_content", "body", "code", "article", "document", "markdown")
"Fields that hold a document's text, in the order in which they are looked for."
TEXT_LISTS = ("texts", "text_list", "paragraphs")
CONTAINERS = (
    "metadata",
    "meta",
    "warc_headers",
    "general_metadata",
    "warcinfo",
    "identification",
    "attributes",
    "properties",
    "headers",
)
"Fields in which others are looked for; they may be JSON as a string."
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "record_id": (
        "id",
        "uuid",
        "_id",
        "doc_id",
        "record_id",
        "guid",
        "identifier",
        "prompt_id",
        "conversation_id",
        "conversation_hash",
        "warc-record-id",
        "blob_id",
        "hexsha",
        "Id",
    ),
    "url": (
        "url",
        "warc-target-uri",
        "target_uri",
        "u",
        "uri",
        "link",
        "permalink",
        "source_url",
        "canonical_url",
        "video_link",
        "page_url",
        "original_url",
        "document_url",
        "article_url",
        "url_original",
        "web_url",
        "webpage",
        "id",
        "identifier",
        "source",
        "domain",
        "source_domain",
        "host",
        "hostname",
        "website",
        "site",
    ),
    "captured": (
        "timestamp",
        "date",
        "created",
        "date_download",
        "created_utc",
        "created_at",
        "ts",
        "warc-date",
        "publish_date",
        "date_published",
        "published",
        "yymm",
        "added",
        "CreationDate",
    ),
    "licence": (
        "license",
        "licence",
        "licenses",
        "max_stars_repo_licenses",
        "detected_licenses",
        "license_name",
        "license_url",
        "rights",
        "license_type",
        "ContentLicense",
    ),
    "source": (
        "source",
        "dataset",
        "pile_set_name",
        "redpajama_set_name",
        "red_pajama_subset",
        "subset",
        "collection",
        "dump",
        "subreddit",
        "dataset_name",
        "origin",
    ),
    "model": (
        "model",
        "model_name",
        "generator",
        "generator_model",
        "generation_model",
        "generated_by",
        "gen_model",
        "model_id",
        "llm",
        "teacher",
        "teacher_model",
        "chosen_model",
        "response_model",
        "completion_model",
        "assistant_model",
    ),
    "title": ("title", "headline", "Title"),
    "author": (
        "author",
        "authors",
        "creator",
        "byline",
        "channel",
        "username",
        "user",
        "account",
        "account_id",
        "user_id",
        "api_key",
        "OwnerDisplayName",
    ),
    "language": ("language", "lang", "language_code", "label", "language_id", "transcription_language"),
    "hour": ("timestamp", "created", "created_utc", "created_at", "ts", "time", "date"),
}
"By column of RECORD_SCHEMA: field names (whatever their case), in the order of looking; outer ones before those in containers."
HOSTS = ("domain", "source_domain", "host", "hostname", "website", "site")
"Fields of a host alone, for want of a URL."
_LIST_FIRST = chat.LISTS[:3]
_MARKS = ("robotstxt",)
"Fields that say what a site allowed, and become marks of place `record`."


@dataclass(frozen=True)
class Choice:
    """The fields chosen for one shape of record."""

    texts: tuple[tuple[str, Maker], ...]
    "Name and maker of the text, tried in turn."
    plain: str | None
    "The first field for the text, where it holds the text and nothing has to be made."
    paths: Mapping[str, tuple[Path, ...]]
    "For each other column, where its value may stand, tried in turn."
    marks: tuple[str, ...]

    def uses(self, name: str | None) -> bool:
        """Whether a column other than the text may take its value from a field."""
        return name in self.marks or any(path[0] == name for paths in self.paths.values() for path in paths)


def choose(record: Mapping[str, Any], settings: Mapping[str, str]) -> Choice:
    """The fields of a shape that was not met before."""
    outer = {str(name).lower(): name for name in reversed(list(record))}
    nested = {name: record[name] for name in CONTAINERS if isinstance(record.get(name), Mapping)}
    texts, plain = _texts(record, outer, settings.get("text"))
    taken = {name for joined, _ in texts for name in joined.split("+")} - {"title"}
    paths: dict[str, tuple[Path, ...]] = {}
    for column in COLUMNS:
        if column == "hour" and plain is not None:  # asked of chats only
            paths[column] = ()
        elif column in settings:
            paths[column] = (tuple(settings[column].split(".")),)
        else:
            paths[column] = tuple(path for path in _paths(column, outer, nested, record) if path[0] not in taken)
    return Choice(texts, plain, paths, tuple(name for name in _MARKS if name in record))


def _paths(
    column: str, outer: Mapping[str, str], nested: Mapping[str, Mapping[str, Any]], record: Mapping[str, Any]
) -> list[Path]:
    """Where a column's value may stand in records of this shape, best first."""
    names = COLUMNS[column]
    if (
        column == "url" and "permalink" in outer and ("subreddit" in outer or "selftext" in outer)
    ):  # the post, not what it links to
        names = ("permalink", *names)
    guesses = ("id", "identifier", "source", *HOSTS) if column == "url" else ()
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


def _texts(
    record: Mapping[str, Any], outer: Mapping[str, str], setting: str | None
) -> tuple[tuple[tuple[str, Maker], ...], str | None]:
    """Makers of the text, best first, and the first one's field where it is simply a string."""
    if setting is not None:
        return ((setting.split(".")[0], _set_text(tuple(setting.split(".")))),), None
    found: list[tuple[str, Maker]] = [(name, _list_text(name)) for name in _LIST_FIRST if name in record]
    found += [("+".join(group), _group_text(group)) for group in chat.groups(record)]
    if "text" in record and "role" in record:
        found.append(("text", _role_text))
    plain = [outer[name] for name in TEXT if name in outer]
    first = plain[0] if plain and not found else None
    found += [(name, _plain(name)) for name in plain]
    if "title" in record and "selftext" in record:
        found.append(("title+selftext", _post_text))
    found += [(name, _list_text(name)) for name in chat.LISTS if name in record and name not in _LIST_FIRST]
    found += [(name, _joined_text(name)) for name in TEXT_LISTS if name in record]
    return tuple(found) or _longest(record), first


def _plain(name: str) -> Maker:
    def make(record: Mapping[str, Any]) -> str | chat.Said | None:
        value = record[name]
        return value if isinstance(value, str) else "" if value is None else None

    return make


def _set_text(path: Path) -> Maker:
    """The text at a path that the user set: a string, or a list of turns."""

    def make(record: Mapping[str, Any]) -> str | chat.Said | None:
        value = at(record, path)
        return value if isinstance(value, str) else chat.of_list(value)

    return make


def _list_text(name: str) -> Maker:
    return lambda record: chat.of_list(record[name])


def _group_text(names: tuple[str, ...]) -> Maker:
    return lambda record: chat.of_group(record, names)


def _joined_text(name: str) -> Maker:
    return lambda record: "\n\n".join(part for part in record[name] or () if isinstance(part, str))


def _role_text(record: Mapping[str, Any]) -> chat.Said | None:
    text, role = record["text"], record["role"]
    return (text, [(role, 0, len(text))]) if isinstance(text, str) and isinstance(role, str) else None


def _post_text(record: Mapping[str, Any]) -> str:
    """A forum post's title and body; what moderators or writers took away is no text."""
    parts = (record["title"], record["selftext"])
    return "\n\n".join(part for part in parts if isinstance(part, str) and part and part not in ("[removed]", "[deleted]"))


def _longest(record: Mapping[str, Any]) -> tuple[tuple[str, Maker], ...]:
    """The longest string with a space in it, where no field has a known name and none is known to be something else."""
    known = {name.lower() for names in COLUMNS.values() for name in names}
    strings = [
        (len(value), name)
        for name, value in record.items()
        if isinstance(value, str) and " " in value and name.lower() not in known
    ]
    return ((max(strings)[1], _plain(max(strings)[1])),) if strings else ()


def known() -> frozenset[str]:
    """All field names that could be chosen, in lower case."""
    names = [
        *TEXT,
        *TEXT_LISTS,
        *CONTAINERS,
        *chat.LISTS,
        *values.REPOSITORY,
        "selftext",
        "role",
        "robotstxt",
        "path",
        "file_path",
    ]
    names += ["max_stars_repo_path", "max_stars_repo_head_hexsha", "posts"]
    names += [name for group in chat.GROUPS for name in group] + [name for group in COLUMNS.values() for name in group]
    return frozenset(name.lower() for name in names)


def has_text(names: Sequence[str]) -> bool:
    """Whether one of the fields is known to hold text."""
    lower = {name.lower() for name in names}
    return bool(lower.intersection([*TEXT, *TEXT_LISTS, *chat.LISTS, "selftext"]) or chat.groups(lower))


def at(value: Any, path: Path) -> Any:
    """What stands at a path of names and list places; None where it ends early."""
    try:
        for name in path:
            value = value[int(name)] if isinstance(value, list | tuple) and name.isdigit() else value[name]
    except (KeyError, TypeError, IndexError):  # the path ends early in this record
        return None
    return value
