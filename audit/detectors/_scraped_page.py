"""
What a captured page says of its source outside its text: its own address and name, the software that made it, and its type.

Software and types are words of a pack. A page's own address or name may lead to an entry of the register; software and types
lead to a platform without one, such as a forum of nobody known.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from audit.errors import PackError
from audit.references import sites
from audit.references.sites import Register, Site

_ADDRESSES = ("canonical", "og:url")
_NAMES = ("og:site_name", "publisher", "application-name")
_PUBLISHERS = ("publisher", "sourceorganization", "copyrightholder", "og:site_name", "provider")
"Marks that name a page's publisher, in the order in which they are believed."
_LONGEST_NAME = 80
_CLOSED = frozenset({"false", "no", "0", "http://schema.org/false", "https://schema.org/false"})
_CLOSED_TIERS = frozenset({"locked", "metered", "premium", "paid"})


@dataclass(frozen=True, slots=True)
class Known:
    """A site that a record names."""

    site: Site
    host: str
    "The host that named it; empty: none did."
    tier: str
    "url, page or source."
    spoke: str
    "What named it, such as og:site_name."

    @property
    def is_listed(self) -> bool:
        """Whether a register has it; else only its platform is known."""
        return bool(self.site.date)


class Pages:
    """Reads the marks of pages."""

    def __init__(self, register: Register, table: Mapping[str, Any], kinds: Mapping[str, str], where: str) -> None:
        self._register = register
        self._kinds = kinds
        self._by_name = _by_publisher(register)
        self._software: Mapping[str, str] = table.get("software", {})
        self._types: Mapping[str, str] = table.get("types", {})
        if strange := sorted({*self._software.values(), *self._types.values()} - set(kinds)):
            raise PackError(f"{where}: the platform '{strange[0]}' has no source kind under [detector.platforms]")

    def own(self, marks: Iterable[Mapping[str, str]]) -> Known | None:
        """The site of the register that a page names as its own: by the address it gives, else by its name."""
        said = _first(marks)
        hosts: list[str | None] = sites.hosts(pa.array([said.get(name) for name in _ADDRESSES], pa.string())).to_pylist()
        for name, host in zip(_ADDRESSES, hosts, strict=True):
            if host and (site := self._register.find(host)) is not None:
                return Known(site, host, "page", name)
        for name in _NAMES:
            if site := self._by_name.get(said.get(name, "").strip().casefold()):
                return Known(site, "", "page", name)
        return None

    def platform(self, marks: Sequence[Mapping[str, str]], host: str | None) -> Known | None:
        """The platform that a page's software or type tells, with the publisher that the page names."""
        named = self._by_software(marks) or self._by_type(marks)
        if named is None:
            return None
        platform, spoke = named
        publisher = _publisher(_first(marks))
        return Known(Site("", platform, publisher, self._kinds[platform], None, None, "", ""), host or "", "page", spoke)

    def _by_software(self, marks: Iterable[Mapping[str, str]]) -> tuple[str, str] | None:
        for mark in marks:
            if mark["name"] in ("generator", "x-generator"):
                said = mark["value"].casefold()
                platform = next((platform for word, platform in self._software.items() if said.startswith(word)), None)
                if platform is not None:
                    return platform, mark["name"]
            elif mark["name"] == "x-discourse-route":
                return self._software["discourse"], mark["name"]
        return None

    def _by_type(self, marks: Iterable[Mapping[str, str]]) -> tuple[str, str] | None:
        said = {mark["value"].rpartition("/")[2] for mark in marks if mark["place"] == "json-ld" and mark["name"] == "@type"}
        return next(((platform, f"@type {word}") for word, platform in self._types.items() if word in said), None)


def closed_by(marks: Iterable[Mapping[str, str]]) -> str | None:
    """The mark by which a page says that it is not free to read; None where none says so."""
    for mark in marks:
        value = mark["value"].strip().casefold()
        if mark["place"] == "json-ld" and mark["name"] == "isAccessibleForFree" and value in _CLOSED:
            return "isAccessibleForFree"
        if mark["name"] == "article:content_tier" and value in _CLOSED_TIERS:
            return "article:content_tier"
    return None


def _first(marks: Iterable[Mapping[str, str]]) -> Mapping[str, str]:
    """The first value of each mark, by its name in lower case."""
    return {mark["name"].casefold(): mark["value"] for mark in reversed([*marks]) if mark["name"] and mark["value"]}


def _publisher(said: Mapping[str, str]) -> str | None:
    """The name of the page's publisher; an address is no name."""
    names = (said.get(name, "").strip() for name in _PUBLISHERS)
    return next((name for name in names if 0 < len(name) <= _LONGEST_NAME and "://" not in name), None)


def _by_publisher(register: Register) -> Mapping[str, Site]:
    """Sites by the name of their publisher in lower case, where all of its sites are of one kind: else the name tells none."""
    named: dict[str, dict[tuple[str, str], Site]] = defaultdict(dict)
    for site in register.sites.values():
        if site.publisher and not site.domain.startswith("."):
            named[site.publisher.casefold()].setdefault((site.platform, site.source_kind), site)
    return {name: next(iter(kinds.values())) for name, kinds in named.items() if len(kinds) == 1}
