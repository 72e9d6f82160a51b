"""
Which paths of a site are closed and open, as robots.txt (RFC 9309) and TDMRep write them: the longest that fits decides.

At rest, rules are text of a line each: - where a path is closed, + where it is open, ? for those that were too many to keep.
A path may hold * for any characters and end in $; no path stands for the whole site. The database compares documents, by LIKE.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote

LONGEST = 8000
"Characters of rules that are kept; what is not named by those is then unknown."
MORE = "?"


@dataclass(frozen=True, slots=True)
class PathRule:
    """One rule as the database compares it."""

    pattern: str
    "For LIKE with the escape character \\, on paths without percent encoding."
    length: int
    "Octets of the path as written; the longest rule that fits decides."
    closed: bool | None
    "None: unknown."


def written(rules: Iterable[tuple[bool, str]]) -> str:
    """Rules, each closed or open and its path, as text; the last, for all else, is kept in any case."""
    lines = list(dict.fromkeys(f"{'-' if closed else '+'}{path.strip()}" for closed, path in rules))
    text = "\n".join(lines)
    if len(text) <= LONGEST:
        return text
    return text[:LONGEST].rpartition("\n")[0] + f"\n{MORE}"


def read(text: str) -> Iterator[PathRule]:
    """The rules of a text that `written` made, or of several joined by line ends."""
    for line in dict.fromkeys(text.split("\n")):
        if line == MORE:
            yield PathRule("%", 0, None)
        elif line:
            yield PathRule(_pattern(line[1:]), len(line[1:].encode("utf-8", "replace")), line[0] == "-")


def _pattern(path: str) -> str:
    """A path of a rule for LIKE: it fits all that begin with it."""
    whole = path.endswith("$")
    parts = [_literal(unquote(part)) for part in path.removesuffix("$").split("*")]
    begun = parts[0] if not parts[0] or parts[0].startswith("/") else f"/{parts[0]}"
    return "%".join([begun, *parts[1:]]) + ("" if whole else "%")


def _literal(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
