"""
Signals of rights holders in headers, pages and files: what each says to whom, as `reserved`, `allowed`, `partial`,
`absent` or `unknown`.

Forms: X-Robots-Tag and meta robots with noai, noimageai, noml; TDMRep (W3C community group, 2024); AIPREF (IETF, working draft);
Content Signals (Cloudflare, 2025); RSL 1.0 (2025); robots.txt by RFC 9309, with the user agents of a list; ai.txt.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import orjson

from audit.references import path_rules, robots
from audit.references.robots import ANY, Agent, Group, Line, Robots

_LONGEST = 4000
"Characters of a header or an element that are read."
_TDMREP = {"1": "reserved", "0": "allowed"}
_WISHES = {"n": "reserved", "no": "reserved", "y": "allowed", "yes": "allowed"}
_TRAINING = frozenset({"ai-train", "train-ai", "train-genai", "tdm"})
_MEDIA = {"noai": "", "noml": "", "noimageai": "images"}
_WITH_VALUE = frozenset({"unavailable_after", "max-snippet", "max-image-preview", "max-video-preview"})
_PREFERENCES = {"content-signal": "content_signal", "content-usage": "aipref"}
_MOST_PREFERENCES = 100
"Lines of preferences that are read of a group; no site needs so many."
_RSL_USES = frozenset({"all", "ai-all", "train-ai", "ai-train", "tdm"})
_RSL = re.compile(
    r"<\s*(?P<what>prohibits|permits)\b[^<>]{0,80}\btype\s*=\s*[\"']usage[\"'][^<>]{0,80}>(?P<uses>[^<]{0,400})<", re.IGNORECASE
)

_RSL_CONTENT = re.compile(r"<\s*content\b[^<>]{0,400}?\burl\s*=\s*[\"'](?P<url>[^\"'<>]{1,300})[\"']", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Signal:
    """What one line, header or element says about training."""

    signal: str
    "robots_ai, ai_txt, noai_meta, noai_header, tdmrep, aipref, content_signal, rsl."
    value: str
    agent: str = ""
    "Whom it speaks to; empty: anyone. robots.txt says * for anyone."
    agent_purpose: str = ""
    "train, search or user, where the agent is known."
    media: str = ""
    "What it is about, if not text."
    site_path: str = ""
    "Which part of the site it is about; empty: all, or the page it stands on."
    policy: str = ""
    "Where the terms are."
    path_rules: str = ""
    "Which paths are closed and open, where that differs within the site."
    start: int = 0
    end: int = 0
    "Place in code points of the file's text; (0, 0): not in the text."

    @property
    def stands(self) -> bool:
        """False where it leaves the answer open, or is not about training on text."""
        if self.agent == ANY and self.value in ("allowed", "partial"):
            return False  # a site's rule for all crawlers, not an answer about training
        return self.value not in ("unknown", "absent") and not self.media and self.agent_purpose in ("", "train")


def of_marks(marks: Iterable[tuple[str, str, str]], agents: Mapping[str, Agent]) -> list[Signal]:
    """Signals of HTTP headers, meta elements and links, given as place, name and value; what is said twice is stated once."""
    kept = [(place, name.lower(), value[:_LONGEST]) for place, name, value in marks if name and value]
    policy = next((value for _, name, value in kept if name == "tdm-policy"), "")[:300]
    found = [signal for place, name, value in kept for signal in _of_mark(place, name, value, agents)]
    return list(dict.fromkeys(replace(one, policy=policy) if one.signal == "tdmrep" else one for one in found))


def of_robots(text: str, agents: Mapping[str, Agent], signal: str = "robots_ai") -> tuple[list[Signal], int]:
    """
    Signals of a robots.txt or, as `ai_txt`, of an ai.txt, and how many characters were too many to be read.

    One for each user agent of the list that is named, one for `*`, and those of the lines on preferences. Where no group speaks
    to all agents, nothing is said to them: absent. Markup in place of the file says nothing: unknown.
    """
    if robots.is_markup(text):
        return [Signal(signal, "unknown", ANY)], 0
    read = robots.parse(text)
    found = [*_accesses(read, agents, signal), *_preferences(read, agents)]
    found += [Signal("rsl", "unknown", policy=line.value[:300], start=line.start, end=line.end) for line in read.licences]
    return sorted(found, key=lambda one: (one.start, one.signal, one.agent)), read.unread


def of_tdmrep(text: str) -> list[Signal]:
    """Signals of a tdmrep.json, one for each location; one that says unknown where it cannot be read."""
    try:
        entries = orjson.loads(text.encode("utf-8", "replace"))
    except orjson.JSONDecodeError:
        return [Signal("tdmrep", "unknown")]
    rows = [entry for entry in (entries if isinstance(entries, list) else [entries]) if isinstance(entry, dict)]
    return [
        _for_path(
            Signal(
                "tdmrep",
                _TDMREP.get(str(row.get("tdm-reservation")), "unknown"),
                site_path=str(row.get("location") or "/")[:300],
                policy=str(row.get("tdm-policy") or "")[:300],
            )
        )
        for row in rows
    ] or [Signal("tdmrep", "absent")]


def of_rsl(text: str) -> list[Signal]:
    """
    Signals of an RSL document: usage that it permits or prohibits, as far as it is about training.

    Each is about the part of the site that the content element before it names.
    """
    contents = [(found.end(), _path(found["url"])) for found in _RSL_CONTENT.finditer(text)]
    return [
        _for_path(
            Signal(
                "rsl",
                "reserved" if found["what"].lower() == "prohibits" else "allowed",
                site_path=next((path for place, path in reversed(contents) if place <= found.start()), ""),
                start=found.start(),
                end=found.end(),
            )
        )
        for found in _RSL.finditer(text)
        if _RSL_USES.intersection(re.split(r"[\s,]+", found["uses"].strip().lower()))
    ]


def _of_mark(place: str, name: str, value: str, agents: Mapping[str, Agent]) -> Iterator[Signal]:
    if (place, name) in (("header", "x-robots-tag"), ("meta", "x-robots-tag"), ("meta", "robots")):
        yield from _directives("noai_header" if place == "header" else "noai_meta", "", value, agents)
    elif place == "meta" and name in agents:
        yield from _directives("noai_meta", name, value, agents)
    elif place in ("header", "meta") and name == "tdm-reservation":
        yield Signal("tdmrep", _TDMREP.get(value.strip().strip("\"'"), "unknown"))
    elif place in ("header", "meta") and name == "content-usage":
        yield from (Signal("aipref", wish, site_path=path) for path, wish in _about_training(value))
    elif (place == "header" and name == "link" and "application/rsl+xml" in value) or (
        name == "license" and "rsl" in value.lower()
    ):
        yield Signal("rsl", "unknown", policy=value[:300])


def _directives(signal: str, agent: str, value: str, agents: Mapping[str, Agent]) -> Iterator[Signal]:
    """Of X-Robots-Tag or meta robots; `bot: directive` speaks to that bot, and so do the directives up to the next name."""
    for part in value.split(","):
        name, colon, directive = (piece.strip().lower() for piece in part.partition(":"))
        if colon and name not in _WITH_VALUE:
            agent = name
        word = directive if colon else name
        if word in _MEDIA:
            yield Signal(signal, "reserved", *_known(agent, agents), media=_MEDIA[word])


def _accesses(read: Robots, agents: Mapping[str, Agent], signal: str) -> Iterator[Signal]:
    """Of each agent that is on the list, whether the site is open to it; of `*` where it is closed to all."""
    whole = robots.TEXT_FILES if signal == "ai_txt" else robots.WHOLE_SITE
    told: dict[tuple[int, ...], tuple[str, Line | None, str]] = {}  # many agents are often named in one group
    for name, line in read.named().items():
        if name in agents or name == ANY:
            groups = read.places[name]
            if groups not in told:
                value, rule = read.access(name, whole)
                paths = read.paths(name) if value != "allowed" else ""
                partly = value == "partial" or (signal == "robots_ai" and "\n+/" in f"\n{paths}")
                told[groups] = (value, rule, paths if partly else "")
            value, rule, own = told[groups]
            place = rule or line
            yield Signal(signal, value, *_known(name, agents), path_rules=own, start=place.start, end=place.end)
    if ANY not in read.named():
        yield Signal(signal, "absent", ANY)


def _preferences(read: Robots, agents: Mapping[str, Agent]) -> Iterator[Signal]:
    """Of Content-Signal and Content-Usage lines, for each known agent of their group; what is said twice is stated once."""
    told: dict[Signal, Signal] = {}
    for group in read.groups:
        lines = [line for line in group.lines if line.field in _PREFERENCES]
        for line in lines[:_MOST_PREFERENCES]:
            for whom in _addressed(group, agents):
                for path, wish in _about_training(line.value):
                    stated = _for_path(Signal(_PREFERENCES[line.field], wish, *whom, site_path=path))
                    told.setdefault(stated, replace(stated, start=line.start, end=line.end))
        for line in lines[_MOST_PREFERENCES : _MOST_PREFERENCES + 1]:  # what the others say is not known
            more = Signal(_PREFERENCES[line.field], "unknown")
            told.setdefault(more, replace(more, start=line.start, end=line.end))
    yield from told.values()


def _addressed(group: Group, agents: Mapping[str, Agent]) -> list[tuple[str, str]]:
    """Whom a group speaks to, with the purpose: known agents, anyone, else the first that it names."""
    names = dict.fromkeys(agent.value for agent in group.agents)
    known = [("", "") if name == ANY else _known(name, agents) for name in names if name == ANY or name.lower() in agents]
    return list(dict.fromkeys(known)) or [_known(next(iter(names)), agents)]


def _path(url: str) -> str:
    """The path of a URL that may be one only."""
    return f"/{url.partition('//')[2].partition('/')[2]}" if "//" in url else url


def _for_path(signal: Signal) -> Signal:
    """A signal with its path, if it is about a part of the site, as a rule for paths."""
    if signal.value not in ("reserved", "allowed") or signal.site_path in ("", *robots.WHOLE_SITE):
        return signal
    return replace(signal, path_rules=path_rules.written([(signal.value == "reserved", signal.site_path)]))


def _known(agent: str, agents: Mapping[str, Agent]) -> tuple[str, str]:
    """An agent's name as the list writes it, and its purpose."""
    known = agents.get(agent.lower())
    return (known.agent, known.purpose) if known else (agent, "")


def _about_training(value: str) -> Iterator[tuple[str, str]]:
    """Path and wish of the preferences that are about training."""
    for path, label, wish in robots.preferences(value[:_LONGEST]):
        if label in _TRAINING:
            yield path, _WISHES.get(wish, "unknown")
