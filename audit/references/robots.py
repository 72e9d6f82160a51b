"""
robots.txt as RFC 9309 has it, by group, with the lines that other readers drop: Content-Signal, Content-Usage and License.

ai.txt has the same form. Nothing is fetched: what is read here was captured by whoever made the corpus.
"""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from audit.errors import PackError
from audit.references import path_rules

LONGEST = 512_000
"Characters that are read; RFC 9309 asks for 500 KiB at least. The rest is counted, not read."
ANY = "*"
WHOLE_SITE = frozenset({"/", "*", "/*"})
"Paths that stand for all of a site."
TEXT_FILES = WHOLE_SITE | {"*.txt", "*.html", "*.htm", "*.md"}
"Patterns of ai.txt that stand for text; there, an allowed path opens none of them."

_LINE = re.compile(r"[^\r\n]+")
_FIELD = re.compile(r"\s*([A-Za-z][A-Za-z-]{1,30})\s*:\s*(.*?)\s*(?:#.*)?$")
_PURPOSES = ("train", "search", "user")


@dataclass(frozen=True, slots=True)
class Agent:
    """A user agent of an AI, and what it fetches pages for."""

    agent: str
    purpose: str
    "train, search or user (on a user's behalf)."
    operator: str
    source: str
    date: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line that says something: its field in lower case, its value, and its place in code points."""

    field: str
    value: str
    start: int
    end: int


@dataclass(slots=True)
class Group:
    """The agents that one group speaks to, and its lines."""

    agents: list[Line] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Robots:
    """A robots.txt or ai.txt as read."""

    groups: tuple[Group, ...]
    licences: tuple[Line, ...]
    "License lines (RSL); they stand outside of groups."
    unread: int
    "Characters after LONGEST."
    places: Mapping[str, tuple[int, ...]]
    "Which groups name each agent, by the agent's name in lower case."

    def named(self) -> Mapping[str, Line]:
        """The line that first names each agent, by the agent's name in lower case."""
        named: dict[str, Line] = {}
        for group in self.groups:
            for agent in group.agents:
                named.setdefault(_token(agent.value), agent)
        return named

    def rules(self, agent: str) -> list[Line]:
        """The lines of all groups that name an agent (in lower case)."""
        return [line for place in self.places.get(agent, ()) for line in self.groups[place].lines]

    def access(self, agent: str, whole: frozenset[str] = WHOLE_SITE) -> tuple[str, Line | None]:
        """
        What the groups that name an agent (in lower case) say of the whole site, and the line that says so.

        `reserved`: closed as a whole, though paths may be open; `partial`: some paths closed; `allowed`: nothing is.
        """
        rules = self.rules(agent)
        closed = [line for line in rules if line.field == "disallow" and line.value]
        if whole is WHOLE_SITE and any(line.field == "allow" and line.value in whole for line in rules):
            closed = [line for line in closed if line.value not in whole]  # of two rules of one length, Allow wins
        all_of_it = [line for line in closed if line.value in whole]
        if all_of_it:
            return "reserved", all_of_it[0]
        return ("partial", closed[0]) if closed else ("allowed", None)

    def paths(self, agent: str) -> str:
        """Which paths are closed and open to an agent (in lower case), as path rules; what none of them names is open."""
        lines = [(line.field == "disallow", line.value) for line in self.rules(agent) if line.field in ("allow", "disallow")]
        return path_rules.written([*((closed, path) for closed, path in lines if path), (False, "")])


def parse(text: str) -> Robots:
    """Read a robots.txt; lines that say nothing known are passed over, as the RFC asks."""
    groups: list[Group] = []
    licences: list[Line] = []
    for line in _lines(text[:LONGEST].replace("\ufeff", " ", 1)):
        if line.field == "license":
            licences.append(line)
        elif line.field == "user-agent":
            if not groups or groups[-1].lines:
                groups.append(Group())
            groups[-1].agents.append(line)
        elif line.field in ("allow", "disallow", "content-signal", "content-usage"):
            if not groups:  # before any group: meant for all
                groups.append(Group([Line("user-agent", ANY, line.start, line.start)]))
            groups[-1].lines.append(line)
    return Robots(tuple(groups), tuple(licences), max(0, len(text) - LONGEST), _places(groups))


def is_markup(text: str) -> bool:
    """True for a page of HTML served in the place of a robots.txt, such as an error page: it says nothing."""
    head = text[:2000].lstrip("\ufeff \t\r\n").lower()
    return head.startswith(("<!doctype", "<html", "<head", "<?xml", "<body")) or "<html" in head


def preferences(value: str) -> Iterator[tuple[str, str, str]]:
    """Path, label and value of each preference of a Content-Signal or Content-Usage line, such as `/ train-ai=n, search=y`."""
    path = ""
    if value.startswith("/"):
        path, _, value = value.partition(" ")
    for part in value.replace(";", ",").split(","):
        label, _, wish = part.partition("=")
        yield path, label.strip().lower(), wish.strip().strip("\"'").lower()


def agents(path: Path) -> Mapping[str, Agent]:
    """Read a list of user agents, by name in lower case. Raises PackError where a row is wrong."""
    known: dict[str, Agent] = {}
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        for row in reader:
            if set(row) != set(Agent.__dataclass_fields__) or row["purpose"] not in _PURPOSES:
                named = ", ".join(Agent.__dataclass_fields__)
                raise PackError(f"{path.name}, line {reader.line_num}: needs {named}; purpose is one of {', '.join(_PURPOSES)}")
            known[_token(row["agent"])] = Agent(**row)
    return known


def _lines(text: str) -> Iterator[Line]:
    for found in _LINE.finditer(text):
        said = _FIELD.match(found[0][:4000])
        if said:
            name = said[1].lower()
            yield Line("user-agent" if name in ("useragent", "user-agents") else name, said[2], found.start(), found.end())


def _places(groups: Sequence[Group]) -> Mapping[str, tuple[int, ...]]:
    """Which groups name each agent."""
    places: dict[str, list[int]] = {}
    for place, group in enumerate(groups):
        for agent in {_token(one.value) for one in group.agents}:
            places.setdefault(agent, []).append(place)
    return {agent: tuple(found) for agent, found in places.items()}


def _token(agent: str) -> str:
    """An agent's product token: without version, whatever the case."""
    return agent.strip().lower().split("/", 1)[0]
