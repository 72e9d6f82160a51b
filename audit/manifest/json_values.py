"""Values of foreign descriptions, which may be a text, a list or an object where only one of them was expected."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import orjson

from audit.errors import ConfigurationError

MOST_BYTES = 16 << 20
"Larger descriptions are refused."
MOST = 1000
"Items of a list that are looked at."
NAMED = ("@id", "url", "id", "name")
"Keys of an object that say what it is, the first that is there."


def load(path: Path, what: str) -> Mapping[str, Any]:
    """A JSON object in a file. ConfigurationError where it is none."""
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as problem:
        raise ConfigurationError(f"{path}: cannot be read ({problem.strerror}); give {what}") from None
    if len(content) > MOST_BYTES:
        raise ConfigurationError(f"{path}: is larger than {MOST_BYTES >> 20} MiB; give a description without its data")
    try:
        found = orjson.loads(content)
    except orjson.JSONDecodeError as problem:
        raise ConfigurationError(f"{path}: is not JSON: {problem}") from None
    if not isinstance(found, dict):
        raise ConfigurationError(f"{path}: holds no JSON object; give {what}")
    return found


def items(value: Any) -> Iterator[Any]:
    """A value, or each of a list."""
    yield from value[:MOST] if isinstance(value, list) else () if value is None else (value,)


def texts(value: Any, keys: tuple[str, ...] = NAMED) -> list[str]:
    """The texts that a value holds: itself, its items', or what its objects are called."""
    return [text for item in items(value) if (text := _text(item, keys))]


def first(value: Any, keys: tuple[str, ...] = NAMED) -> str | None:
    """The first of its texts."""
    return next(iter(texts(value, keys)), None)


def joined(value: Any, keys: tuple[str, ...] = ("name", "title", "@id")) -> str | None:
    """All of its texts in one line, such as names of authors."""
    return ", ".join(texts(value, keys)) or None


def _text(item: Any, keys: tuple[str, ...]) -> str | None:
    if isinstance(item, dict):
        item = next((item[key] for key in keys if isinstance(item.get(key), str) and item[key].strip()), None)
    if isinstance(item, int | float) and not isinstance(item, bool):
        item = str(item)
    return item.strip() or None if isinstance(item, str) else None
