"""
Licences by name: SPDX ids and expressions, and the names, URLs and ids of hubs that stand for them.

What does not resolve is NOASSERTION with the nearest known id as a suggestion; nothing is repaired in silence.
"""

import csv
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from audit.model import Span
from audit.references.licence_expressions import LONGEST as LONGEST
from audit.references.licence_expressions import NOASSERTION as NOASSERTION
from audit.references.licence_expressions import Expressions
from audit.references.licence_expressions import Stated as Stated
from audit.references.licence_urls import Urls

RESERVED = "LicenseRef-all-rights-reserved"
PUBLIC_DOMAIN = "LicenseRef-public-domain"
_CC_NAME = re.compile(
    r"(?<![\w-])(?:creative\s{1,6}commons(?:'s)?|CC(?=[\s-]{1,3}(?:BY|Attribution)))(?:\s{1,6}public)"
    r"?[\s:,-]{0,3}(?:\(?CC\)?[\s-])?(?:licen[sc]e[\s:,-]{1,3})?(?P<parts>(?:(?:attribution|by|"
    r"non-?\s?commercial|nc|no\s?-?\s?deriv(?:ative)?s?(?:\s?works)?|nd|share\s?-?\s?alike|sa)"
    r"(?:[\s,/–-]{1,3}|(?![a-z]))){1,4})"
    r"(?:\(CC[\s-]BY[\w\s.-]{0,16}\)\s?)?(?:intl\.?|international|unported|generic)"
    r"?[\s,(]{0,3}(?:public\s{1,3})?(?:licen[sc]e)?[\s,(]{0,4}(?:version|v\.?)"
    r"?\s{0,2}(?P<version>[1-4]\.[05])?(?:\s(?P<port>germany|deutschland|united\sstates|us|france|spain|"
    r"austria|international|unported))?",
    re.I,
)
_FULL_NAME = re.compile(
    r"(?<!\w)((?:[A-Z][\w.&'-]{0,20}\s{1,90}){1,6}Licen[sc]e)(?:[\s,(]{0,30}(?:[Vv]ersion|VERSION|[Vv]\.?)"
    r"?\s{0,4}v?(\d{1,2}(?:\.\d{1,2}){0,2}))?"
)
_LINK = re.compile(r"https?://[^\s<>\"')\]]{4,120}|/usr/share/common-licenses/[\w.-]{2,16}")
_CC_PARTS = (
    ("by", r"attribution|\bby\b"),
    ("nc", r"non-?\s?commercial|\bnc\b"),
    ("nd", r"no\s?-?\s?deriv|\bnd\b"),
    ("sa", r"share\s?-?\s?alike|\bsa\b"),
)
_PORTS = {"germany": "de", "deutschland": "de", "united states": "us", "us": "us", "france": "fr", "austria": "at"}
_UNVERSIONED = {
    "GPL-1.0-or-later": "GPL-",
    "LGPL-2.0-or-later": "LGPL-",
    "AGPL-3.0-or-later": "AGPL-",
    "GFDL-1.1-or-later": "GFDL-",
}
"Ids given to names without a version, and how ids of the same licence begin."
_SILENT = re.compile(
    r"(?:unknown|other|none|null|n/?a|nan|unspecified|not specified|no licen[sc]e|various|mixed|tbd|custom|\?+|-+)", re.I
)
_OTHERS = {
    "all rights reserved": RESERVED,
    "copyright": RESERVED,
    "proprietary": "LicenseRef-proprietary",
    "unlicensed": "LicenseRef-proprietary",
    "public domain": PUBLIC_DOMAIN,
    "publicdomain": PUBLIC_DOMAIN,
    "pd": PUBLIC_DOMAIN,
}
_VERSION = (
    r"[\s,(]{0,30}(?:licen[sc]e)?[\s,(]{0,30}(?:version|ver\.?|v\.?|-|_)?\s{0,2}v?\.?\s?(\d{1,2}(?:\.\d{1,2})?)(?![\d-])"
    r"(?:\s?\([\w. +-]{2,12}\))?"
    r"(\+|,?\s{1,40}or\s{1,40}(?:\(?at\s{1,40}your\s{1,40}option\)?,?\s{1,40})?(?:any\s{1,40})?(?:later|newer))?"
)
_GNU_AFTER = re.compile(
    (
        r"(?:(?!\n\s{0,20}\n).){0,160}?\bversion\s{1,6}(\d(?:\.\d)?)(.{0,80}?\bany\s{1,6}later\b|"
        r",?\s{1,6}or\s{1,6}(?:\(at\s{1,6}your\s{1,6}option\)\s{1,6})?(?:later|newer))?"
    ),
    re.I | re.S,
)
_GNU_BEFORE = re.compile(
    (
        r"\bversion\s{1,6}(\d(?:\.\d)?)(\s{0,6},?\s{0,6}or\s{1,6}(?:\(?at\s{1,6}your\s{1,6}option\)?\s{1,6})"
        r"?(?:any\s{1,6}later(?:\s{1,6}version)?|later|newer),?)?\s{1,6}of\s{1,6}(?:the\s{1,6})?$"
    ),
    re.I,
)


@dataclass(frozen=True, slots=True)
class Named:
    """A licence's name in a text."""

    span: Span
    spdx: str


@dataclass(frozen=True, slots=True)
class _Name:
    regex: re.Pattern[str]
    spdx: str
    versions: Mapping[str, str]
    bare: str | None
    later: bool
    hints: tuple[str, ...]


class Licences:
    """The SPDX list, and how licences are named."""

    def __init__(
        self,
        listed: Mapping[str, tuple[str, str]],
        exceptions: tuple[str, ...],
        names: tuple[Mapping[str, Any], ...],
        hub: Mapping[str, str],
        urls: tuple[Mapping[str, str], ...] = (),
    ) -> None:
        replaced = {spdx: found[0] for spdx, (_, later) in listed.items() if (found := re.match(r"\S+(?: WITH \S+)?", later))}
        self._expressions = Expressions(tuple(listed), exceptions, replaced)
        self._urls = Urls(urls, self._expressions)
        self._by_key = {_key(name): spdx for spdx, (name, _) in listed.items() if spdx not in replaced}
        self._full = dict(self._by_key)
        self._by_key |= {_key(alias): spdx for alias, spdx in hub.items()}
        self._by_key |= {_key(spdx): spdx for spdx in listed}
        self._names = tuple(_name(row) for row in names)

    def expression(self, text: str) -> Stated:
        """An SPDX expression in its proper spelling; deprecated ids become those that replaced them."""
        return self._expressions.expression(text)

    def declared(self, text: str) -> Stated:
        """What a field about a licence says: an expression, a hub's id, a URL, a name, or several of them."""
        text = text.strip()[:LONGEST]
        parts = [part for part in re.split(r"[,;|\n]|(?<=['\"]) (?=['\"])", text.strip("[]{}() ")) if part.strip(" '\"")]
        if len(parts) > 1 and _key(text) not in self._by_key:
            found = [self.declared(part.strip(" '\"")) for part in parts[:8]]
            known = list(dict.fromkeys(part.spdx for part in found))
            return (
                Stated(" AND ".join(f"({one})" if " OR " in one else one for one in known))
                if NOASSERTION not in known
                else found[known.index(NOASSERTION)]
            )
        return self._one(text.strip("[]{} '\""))

    def url(self, text: str) -> str | None:
        """The licence that a URL leads to."""
        return self._urls.licence(text)

    def named(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Named]:
        """The licences that a text names, by place, without overlaps."""
        end = len(text) if end is None else end
        found = [one for match in _CC_NAME.finditer(text, start, end) if (one := self._common(match))]
        found += [one for one in self._listed_in(text, start, end) if all(_apart(one, other) for other in found)]
        links = [Named(Span(*match.span()), "") for match in _LINK.finditer(text, start, end)]
        low = text[start:end].lower()
        for name in self._names:
            if not any(hint in low for hint in name.hints):
                continue
            for match in name.regex.finditer(text, start, end):
                one = _resolved(name, text, match, end)
                if one is not None and all(_apart(one, other) for other in (*found, *links)):
                    found.append(one)
        said = {_kin(one.spdx) for one in found}
        found += [
            Named(one.span, spdx)
            for one in links
            if (spdx := self.url(text[one.span.start : one.span.end])) and _kin(spdx) not in said
        ]
        return iter(sorted(found, key=lambda one: one.span))

    def _listed_in(self, text: str, start: int, end: int) -> Iterator[Named]:
        """Licences by their full names as the list has them, such as Erlang Public License v1.1."""
        for match in _FULL_NAME.finditer(text, start, end):
            words = match[1].split()
            for first in range(len(words) - 1):
                name = " ".join(words[first:])
                spdx = self._full.get(_key(f"{name} {match[2] or ''}"))
                if spdx is not None:
                    yield Named(Span(*match.span()), self._expressions.renewed(spdx))
                    break

    def listed(self, name: str) -> str | None:
        """The id of a licence by its full name or id, whatever its case and marks."""
        return self._by_key.get(_key(name))

    def _one(self, text: str) -> Stated:
        low = " ".join(text.lower().replace("_", " ").split())
        if not low or _SILENT.fullmatch(low):
            return Stated(NOASSERTION)
        if low in _OTHERS:
            return Stated(_OTHERS[low])
        if (spdx := self.url(text)) or (spdx := self.listed(text)):
            return Stated(self._expressions.renewed(spdx))
        said = self.expression(text)
        if said.spdx == NOASSERTION and len(names := {one.spdx for one in self.named(text)}) == 1:
            return Stated(names.pop())
        return said

    def _common(self, match: re.Match[str]) -> Named | None:
        """A Creative Commons licence by its name; without a version it is no id of the list."""
        kind = "-".join(part for part, regex in _CC_PARTS if re.search(regex, match["parts"], re.I))
        if not kind.startswith("by"):
            return None
        span = Span(match.start(), match.start() + len(match[0].rstrip()))
        if not match["version"]:
            return Named(span, f"LicenseRef-CC-{kind.upper()}")
        whole = f"cc-{kind}-{match['version']}"
        port = f"{whole}-{_PORTS.get((match['port'] or '').lower(), '-')}"
        spdx = self._expressions.ids.get(port) or self._expressions.ids.get(whole)
        return Named(span, spdx) if spdx else None


@lru_cache(maxsize=2)
def load(folder: Path) -> Licences:
    """The lists of a folder: spdx.csv, exceptions.csv, names.toml, hub.csv, urls.toml."""
    with (folder / "spdx.csv").open(newline="", encoding="utf-8") as file:
        listed = {row["id"]: (row["name"], row["replaced_by"]) for row in csv.DictReader(file)}
    with (folder / "exceptions.csv").open(newline="", encoding="utf-8") as file:
        exceptions = tuple(row["id"] for row in csv.DictReader(file))
    with (folder / "hub.csv").open(newline="", encoding="utf-8") as file:
        hub = {row["id"]: row["spdx"] for row in csv.DictReader(file)}
    names = tomllib.loads((folder / "names.toml").read_text(encoding="utf-8"))["name"]
    urls = tomllib.loads((folder / "urls.toml").read_text(encoding="utf-8"))["url"]
    return Licences(listed, exceptions, tuple(names), hub, tuple(urls))


def _name(row: Mapping[str, Any]) -> _Name:
    regex = row["name"].replace(" ?", r"\s{0,90}").replace(" ", r"\s{1,90}")
    after = rf"(?:{_VERSION})?(?![A-Za-z0-9])" if "{v}" in row["spdx"] else r"(?![A-Za-z0-9])(?!-\w)"
    return _Name(
        re.compile(rf"(?<![\w-])(?:{regex}){after}", re.I),
        row["spdx"],
        row.get("versions", {}),
        row.get("bare"),
        row.get("later", False),
        tuple(row["hints"]),
    )


def _resolved(name: _Name, text: str, match: re.Match[str], end: int) -> Named | None:
    """The id for a name with its version, wherever that stands."""
    span = Span(*match.span())
    if "{v}" not in name.spdx:
        return Named(span, name.spdx)
    version, later = match.group(match.re.groups - 1), match.group(match.re.groups)
    if name.later and version is None:
        before, after = (
            _GNU_BEFORE.search(text, max(0, span.start - 90), span.start),
            _GNU_AFTER.match(text, span.end, end),
        )
        near = before or after
        version, later = (near[1], near[2]) if near else (None, None)
    elif name.later and later is None:
        later = re.match(r"[\s\S]{0,60}?\bany\s{1,6}later\b|,? or (?:later|newer)", text[span.end : span.end + 90], re.I)
    if version is None:
        return Named(span, name.bare) if name.bare else None
    known = name.versions.get(version)
    if known is None:
        return None
    return Named(span, name.spdx.replace("{v}", known) + (("-or-later" if later else "-only") if name.later else ""))


def says_less(spdx: str, others: Iterable[str]) -> bool:
    """True where an id stands for a name without a version, and the same licence is among others with one."""
    if spdx == PUBLIC_DOMAIN:
        return any(other != spdx for other in others)
    begins = _UNVERSIONED.get(spdx) or (spdx.removeprefix("LicenseRef-") + "-" if spdx.startswith("LicenseRef-CC-") else None)
    return begins is not None and any(re.match(re.escape(begins) + r"\d", other) and other != spdx for other in others)


def is_unversioned(spdx: str) -> bool:
    """True for an id that stands for a name without a version."""
    return spdx in _UNVERSIONED


def _kin(spdx: str) -> str:
    """An id without what a URL cannot say: whether later versions may be used."""
    return spdx.removesuffix("-only").removesuffix("-or-later")


def _apart(one: Named, other: Named) -> bool:
    return one.span.end <= other.span.start or other.span.end <= one.span.start


def _key(name: str) -> str:
    """A name without case, marks and the words that names share."""
    words = re.findall(r"[a-z0-9]+(?:\.[0-9]+)*\+?", name.lower().replace("licence", "license"))
    words = [re.sub(r"^v(?=\d)", "", word) for word in words if word not in {"the", "license", "version", "v", "licensed"}]
    return " ".join(words)
