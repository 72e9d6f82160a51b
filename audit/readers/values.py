"""The values of a record's fields, made fit for their columns; None where they do not fit."""

import re
from collections.abc import Mapping
from typing import Any

from audit.readers.dates import day as day

_HOST = re.compile(r"(?:[\w-]{1,63}\.){1,8}[a-z]{2,24}(?::\d{1,5})?", re.IGNORECASE)
_LONGEST_URL = 8192
REPOSITORY = ("max_stars_repo_name", "repo_name", "repository", "repo")
"Fields that name a repository as owner/name."
_REPOSITORY = re.compile(r"[\w.-]{1,100}/[\w.-]{1,100}")


def name(value: Any) -> str | None:
    """A string or number as it is."""
    if isinstance(value, str):
        return value or None
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def url(value: Any) -> str | None:
    """A URL as written; a bare host, with or without a path, as //host/path; a path of Reddit in full."""
    if not isinstance(value, str) or not 4 <= len(value) <= _LONGEST_URL:
        return None
    if value.startswith(("http://", "https://")):
        return value
    value = value.strip().strip("<>").replace("\n", "")
    if value.startswith(("/r/", "/user/", "/u/")):
        return "https://www.reddit.com" + value
    if "://" in value[:16] or value.startswith("//"):
        return value
    return "//" + value if _HOST.fullmatch(value.partition("/")[0]) and " " not in value else None


def licence(value: Any) -> str | None:
    """A licence as declared; of several, all: joined by AND."""
    if isinstance(value, list | tuple):
        value = " AND ".join(sorted({str(item) for item in value if isinstance(item, str) and item}))
    return value or None if isinstance(value, str) else None


def people(value: Any) -> str | None:
    """One name, or several joined by commas."""
    if isinstance(value, list | tuple):
        value = ", ".join(filter(None, map(people, value)))
    if isinstance(value, Mapping):
        value = value.get("name")
    return value or None if isinstance(value, str) else None


def repository(record: Mapping[str, Any]) -> list[tuple[str, ...]]:
    """The field that names the record's repository, where a path in it stands beside."""
    beside = ("max_stars_repo_path", "path", "file_path")
    return [(name,) for name in REPOSITORY if name in record and any(other in record for other in beside)][:1]


def repository_url(record: Mapping[str, Any]) -> str | None:
    """Where the code of a repository's file stood; GitHub, from which the corpora with these fields come."""
    owner = next((record[name] for name in REPOSITORY if isinstance(record.get(name), str)), "")
    if not _REPOSITORY.fullmatch(owner):
        return None
    path = next((record[name] for name in ("max_stars_repo_path", "path", "file_path") if isinstance(record.get(name), str)), "")
    at = record.get("max_stars_repo_head_hexsha") or "HEAD"
    return f"https://github.com/{owner}/blob/{at}/{path.lstrip('/')}"
