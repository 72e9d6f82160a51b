"""Reading TOML strictly: an unknown key or a value of the wrong kind is an error that names the file, the key and the mend."""

import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

from audit.errors import ConfigurationError

Value = TypeVar("Value")
Found = TypeVar("Found")

_REQUIRED: Any = object()


class Table:
    """
    A TOML table of which each key must be asked for; `done` refuses the keys that nobody asked for.

    A key without a default is required. All errors are of the class given, and begin with `where`.
    """

    def __init__(self, values: Mapping[str, Any], where: str, error: type[ConfigurationError] = ConfigurationError) -> None:
        self.values = values
        self.where = where
        self._error = error
        self._asked: list[str] = []

    def text(self, key: str, default: Value = _REQUIRED) -> str | Value:
        """A string that is not blank."""
        found = self._get(key, default, str, "a text")
        if isinstance(found, str) and key in self.values and not found.strip():
            raise self.wrong(f"'{key}' is empty")
        return found.strip() if isinstance(found, str) else found

    def whole(self, key: str, default: Value = _REQUIRED) -> int | Value:
        """A whole number."""
        return self._get(key, default, int, "a whole number")

    def truth(self, key: str, default: Value = _REQUIRED) -> bool | Value:
        """True or false."""
        self._asked.append(key)
        if key not in self.values and default is not _REQUIRED:
            return default
        found = self.values.get(key)
        if not isinstance(found, bool):
            raise self.wrong(f"'{key}' must be true or false")
        return found

    def number(self, key: str, default: Value = _REQUIRED) -> float | Value:
        """A number, whole or not."""
        return self._get(key, default, float, "a number")

    def share(self, key: str, default: Value = _REQUIRED) -> float | Value:
        """A number from 0 to 1."""
        found = self.number(key, default)
        if isinstance(found, int | float) and not 0 <= found <= 1:
            raise self.wrong(f"'{key}' is {found}; it is a share, from 0 to 1")
        return found

    def day(self, key: str, default: Value = _REQUIRED) -> date | Value:
        """A date without a time, written 2026-01-31 and not in quotes."""
        found = self._get(key, default, date, "a date, such as 2026-01-31 without quotes")
        if isinstance(found, datetime):
            raise self.wrong(f"'{key}' must be a date without a time, such as {found.date()}")
        return found

    def texts(self, key: str, default: Value = _REQUIRED) -> tuple[str, ...] | Value:
        """A list of strings."""
        found = self._get(key, default, list, "a list of texts")
        if key not in self.values or not isinstance(found, list):
            return default
        if any(not isinstance(item, str) or not item.strip() for item in found):
            raise self.wrong(f"'{key}' must be a list of texts, none of them empty")
        return tuple(item.strip() for item in found)

    def choice(self, key: str, allowed: Sequence[str], default: Value = _REQUIRED) -> str | Value:
        """One of the texts allowed."""
        found = self.text(key, default)
        if key in self.values:
            self._among(key, str(found), allowed)
        return found

    def choices(self, key: str, allowed: Sequence[str], default: Value = _REQUIRED) -> tuple[str, ...] | Value:
        """Some of the texts allowed, each once."""
        found = self.texts(key, default)
        if key in self.values and isinstance(found, tuple):
            for item in found:
                self._among(key, item, allowed)
            if len(set(found)) < len(found):
                raise self.wrong(f"'{key}' names something twice")
        return found

    def mapping(self, key: str, default: Value = _REQUIRED) -> Mapping[str, Any] | Value:
        """A table whose keys are free."""
        return self._get(key, default, dict, f"a table, written [{key}]")

    def tables(self, key: str) -> Iterator["Table"]:
        """Every table of a list, written [[key]]; none where there is no list."""
        found = self._get(key, [], list, f"a list of tables, each written [[{key}]]")
        for number, item in enumerate(found, 1):
            if not isinstance(item, dict):
                raise self.wrong(f"'{key}' must be a list of tables, each written [[{key}]]")
            yield Table(item, f"{self.where}: {key} {_name(item, number)}", self._error)

    def done(self) -> None:
        """Refuse keys that nobody asked for, since a misspelt one would otherwise be passed over in silence."""
        for key in self.values:
            if key not in self._asked:
                raise self.wrong(f"unknown key '{key}'{nearest(key, self._asked)}")

    def wrong(self, message: str) -> ConfigurationError:
        """An error about this table, to be raised."""
        return self._error(f"{self.where}: {message}")

    def _get(self, key: str, default: Value, kind: type[Found], plain: str) -> Found | Value:
        self._asked.append(key)
        if key not in self.values:
            if default is _REQUIRED:
                close = get_close_matches(key, list(self.values), 1)
                raise self.wrong(f"'{key}' is missing" + (f"; is '{close[0]}' a misspelling of it?" if close else ""))
            return default
        found = self.values[key]
        if kind is float and type(found) is int:
            found = float(found)
        if not isinstance(found, kind) or isinstance(found, bool):
            raise self.wrong(f"'{key}' must be {plain}")
        return found

    def _among(self, key: str, value: str, allowed: Sequence[str]) -> None:
        if value not in allowed:
            raise self.wrong(f"'{key}' cannot be '{value}'{nearest(value, allowed)}")


def read(path: Path, error: type[ConfigurationError] = ConfigurationError) -> Table:
    """The top table of a TOML file, in UTF-8. Raises the error given where there is none to read."""
    try:
        return Table(tomllib.loads(text(path, error)), str(path), error)
    except ValueError as problem:  # of the parser, or of Python for a number of thousands of digits
        raise error(f"{path}: is not TOML: {problem}") from None
    except RecursionError:
        raise error(f"{path}: is nested too deep to be read") from None


def text(path: Path, error: type[ConfigurationError] = ConfigurationError) -> str:
    """The text of a file, in UTF-8. Raises the error given where there is none to read."""
    try:
        return path.read_bytes().decode()
    except FileNotFoundError:
        raise error(f"{path}: there is no such file") from None
    except OSError as problem:
        raise error(f"{path}: cannot be read ({problem.strerror})") from None
    except UnicodeDecodeError as problem:
        raise error(f"{path}: is not UTF-8 text (byte {problem.start}); save it as UTF-8") from None


def json_object(line: str, where: str) -> dict[str, Any]:
    """The object that a text of JSON holds. ConfigurationError, beginning with `where`, for all else and a key given twice."""
    try:
        found = json.loads(line, object_pairs_hook=_once)
    except (ValueError, RecursionError) as problem:
        raise ConfigurationError(f"{where}: is no JSON object: {problem}") from None
    if not isinstance(found, dict):
        raise ConfigurationError(f"{where}: is no JSON object")
    return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key is there twice")
    return found


def nearest(word: str, known: Sequence[str]) -> str:
    """The end of an error's sentence: the known word that is nearest, and all of them where they are few."""
    names = sorted(set(known))
    plain = {name.lower().replace("_", "-"): name for name in names}
    close = get_close_matches(word.lower().replace("_", "-"), list(plain), 1)
    every = f"here are: {', '.join(names)}" if 0 < len(names) <= 40 else ""
    if close:
        return f"; did you mean '{plain[close[0]]}'?" + (f" T{every}" if every else "")
    return f"; t{every}" if every else ""


def _name(item: Mapping[str, Any], number: int) -> str:
    """How to call a table of a list in a message: by its id or name where it has one, else by its number."""
    for key in ("id", "name"):
        if isinstance(item.get(key), str) and item[key].strip():
            return f"'{item[key]}'"
    return f"number {number}"
