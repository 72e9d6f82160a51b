"""The values of a record's fields, made fit for their columns; None where they do not fit."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from itertools import repeat
from typing import Any

from audit.readers.dates import day, hour
from audit.references.sites import is_bare_host, registered_domain

_HOST = re.compile(r"(?:[\w-]{1,63}\.){1,8}[\w-]{2,24}\.?(?::\d{1,5})?(?:[/?#]|$)", re.IGNORECASE)
_WEB = ("http://", "https://")
_LONGEST_URL = 8192
REPOSITORY = ("max_stars_repo_name", "repo_name", "repository", "repo")
"Fields that name a repository as owner/name."
_REPOSITORY = re.compile(r"[\w.-]{1,100}/[\w.-]{1,100}")


def names(column: list[Any]) -> list[str | None]:
    """Strings as they are, numbers as strings."""
    return column if {*map(type, column)} == {str} and all(column) else [*map(_name, column)]


def urls(column: list[Any]) -> list[str | None]:
    """
    URLs as written; a bare host, with or without a path, as //host/path; a path of Reddit in full.

    A bare host must have a known suffix, and none that files end in, such as .py: else the name of a file would be a site.
    """
    if {*map(type, column)} == {str} and all(map(str.startswith, column, repeat(_WEB))):
        return column
    return [_url(value, is_bare_host) if value else None for value in column]


def hosts(column: list[Any]) -> list[str | None]:
    """URLs, from fields that hold hosts: each with a known suffix is one, even .py."""
    return [_url(value, registered_domain) if value else None for value in column]


def days(column: list[Any]) -> list[date | None]:
    """Days, in any spelling that `dates.day` reads."""
    if {*map(type, column)} == {str}:
        return [_iso(value[:10]) or day(value) for value in column]
    return [*map(day, column)]


def hours(column: list[Any]) -> list[int | None]:
    """Hours since 1970 in UTC, of values with a time of day."""
    return [*map(hour, column)]


def licences(column: list[Any]) -> list[str | None]:
    """Licences as declared; of several, all: joined by AND."""
    return [*map(_licence, column)]


def people(column: list[Any]) -> list[str | None]:
    """Names; of several, all, with commas."""
    return [*map(_people, column)]


@lru_cache(4096)
def _iso(value: str) -> date | None:
    return day(value) if value[4:5] == "-" else None


def _name(value: Any) -> str | None:
    if isinstance(value, str):
        return value or None
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _url(value: Any, is_host: Callable[[str], object]) -> str | None:
    if not isinstance(value, str) or not 4 <= len(value) <= _LONGEST_URL:
        return None
    if value.startswith(_WEB):
        return value
    value = value.strip().strip("<>").replace("\n", "")
    if value.startswith(("/r/", "/user/", "/u/")):
        return f"https://www.reddit.com{value}"
    if "://" in value[:16] or value.startswith("//"):
        return str(value)
    host = re.split(r"[/:?#]", value, maxsplit=1)[0].lower().rstrip(".")
    return f"//{value}" if _HOST.match(value) and " " not in value and is_host(host) else None


def _licence(value: Any) -> str | None:
    if isinstance(value, list | tuple):
        value = " AND ".join(sorted({item for item in value if isinstance(item, str) and item}))
    return value or None if isinstance(value, str) else None


def _people(value: Any) -> str | None:
    if isinstance(value, list | tuple):
        value = ", ".join(filter(None, map(_people, value)))
    if isinstance(value, Mapping):
        value = value.get("name")
    return value or None if isinstance(value, str) else None


def repository(record: Mapping[str, Any]) -> list[tuple[str, ...]]:
    """The field that names the record's repository, where a path in it stands beside."""
    beside = ("max_stars_repo_path", "path", "file_path")
    found: list[tuple[str, ...]] = [(name,) for name in REPOSITORY if name in record and any(other in record for other in beside)]
    return found[:1]


def repository_url(record: Mapping[str, Any]) -> str | None:
    """Where the code of a repository's file stood; GitHub, from which the corpora with these fields come."""
    owner = next((record[name] for name in REPOSITORY if isinstance(record.get(name), str)), "")
    if not _REPOSITORY.fullmatch(owner):
        return None
    path = next((record[name] for name in ("max_stars_repo_path", "path", "file_path") if isinstance(record.get(name), str)), "")
    at = record.get("max_stars_repo_head_hexsha") or "HEAD"
    return f"https://github.com/{owner}/blob/{at}/{path.lstrip('/')}"
