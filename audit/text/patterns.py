"""What may be a pattern: how wide its matches can be, and what is refused."""

import re
import sys
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from hashlib import blake2b
from pathlib import Path
from re import _constants as code  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

import orjson

from audit.errors import ConfigurationError
from audit.text import cache

VERSION = 1
"Raise it whenever the same pattern could be refused or have another width."
WIDEST = 4096
"Bytes of a match at most."
WORTH_KEEPING = 20
"Patterns from which on their widths are kept in the user's cache folder; checking takes some milliseconds each."


@dataclass(frozen=True, slots=True)
class Width:
    """How much text a pattern looks at."""

    most: int
    "Bytes of its longest match."
    ahead: int
    "Bytes that it looks ahead of a match, at most."
    exact: bool
    "False where it looks around or back, which automata cannot do exactly."


def widths(named: Sequence[tuple[str, str]]) -> list[Width]:
    """The widths of patterns, each a name and an expression, as `check` gives them; those of many are kept once checked."""
    folder = cache.folder() if len(named) >= WORTH_KEEPING else None
    if folder is None:
        return [check(name, regex) for name, regex in named]
    said = repr((VERSION, WIDEST, sys.version_info[:3], list(named)))
    kept = folder / f"widths-{blake2b(said.encode(), digest_size=16).hexdigest()}.json"
    found = _kept(kept, len(named))
    if found is None:
        found = [check(name, regex) for name, regex in named]
        cache.write(kept, orjson.dumps([astuple(width) for width in found]))
    return found


def check(name: str, regex: str) -> Width:
    """The width of a pattern; a ConfigurationError says why it is refused and how to mend it."""
    try:
        tree = _parser.parse(regex.encode(), re.MULTILINE)
    except (re.error, OverflowError) as error:
        raise ConfigurationError(f"pattern {name}: not a regular expression: {error}") from error
    least, most = tree.getwidth()
    if least == 0:
        raise ConfigurationError(f"pattern {name} can match the empty text; make a part of it required")
    if most > WIDEST:
        raise ConfigurationError(f"pattern {name} has matches of more than {WIDEST} bytes; write {{0,40}} instead of * or +")
    _refuse_bytes_taken_for_letters(name, regex)
    around = list(_around(tree))
    if code.AT_BEGINNING_STRING in around or code.AT_END_STRING in around:
        raise ConfigurationError(f"pattern {name} uses \\A or \\Z; write ^ or $, which are about lines")
    ahead = [width for width in around if isinstance(width, int) and not isinstance(width, type(code.AT))]
    return Width(most, sum(ahead), not ahead)


def _kept(path: Path, count: int) -> list[Width] | None:
    """Widths that were kept; None where there are none or the file is damaged."""
    try:
        rows = orjson.loads(path.read_bytes())
        found = [Width(int(most), int(ahead), bool(exact)) for most, ahead, exact in rows]
    except (OSError, ValueError, TypeError):
        return None
    return found if len(found) == count else None


def _around(tree: Any) -> Any:
    """Widths of all that looks around or back, and the places \\A and \\Z."""
    for operator, argument in tree:
        if operator in (code.ASSERT, code.ASSERT_NOT):
            yield int(argument[1].getwidth()[1])
        elif operator in (code.GROUPREF, code.GROUPREF_EXISTS, *_later("ATOMIC_GROUP", "POSSESSIVE_REPEAT")):
            yield 0
        elif operator is code.AT and argument in (code.AT_BEGINNING_STRING, code.AT_END_STRING):
            yield argument
        for part in _parts(argument):
            yield from _around(part)


def _parts(argument: Any) -> Any:
    """The expressions inside an argument of the parsed tree."""
    if isinstance(argument, _parser.SubPattern):
        yield argument
    elif isinstance(argument, list | tuple):
        for item in argument:
            yield from _parts(item)


def _refuse_bytes_taken_for_letters(name: str, regex: str) -> None:
    """On bytes, a class or a repetition takes one byte of a letter beyond ASCII."""
    in_class = escaped = False
    for character, after in zip(regex, [*regex[1:], ""], strict=True):
        if not character.isascii() and (in_class or (after and after in "?*+{")):
            raise ConfigurationError(f"pattern {name}: write (?:{character}) for {character} in a class or before ? * + {{")
        if not escaped:
            in_class = character == "[" or (in_class and character != "]")
        escaped = character == "\\" and not escaped


def _later(*names: str) -> tuple[Any, ...]:
    return tuple(getattr(code, name) for name in names if hasattr(code, name))
