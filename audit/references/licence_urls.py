"""URLs that lead to a licence: those of Creative Commons with their ports, and those of the pack's list."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from audit.references.licence_expressions import Expressions

POINTER = "/usr/share/common-licenses/"
"The folder in which Debian keeps the licences that many packages have."
_CC = re.compile(
    r"creativecommons\.org/(?:licenses/(?P<kind>[a-z]{2}(?:-[a-z]{2}){0,2}|sampling\+?|nc-sampling\+?)"
    r"/(?P<version>\d\.\d)(?:/(?P<port>[a-z]{2,3}|igo|scotland))?(?=[/\s\"'<>)\].,?#;]|$)"
    r"|publicdomain/(?P<domain>zero|mark)/1\.0)",
    re.I,
)
_CC_BARE = re.compile(r"creativecommons\.org/licenses/(?P<kind>by(?:-[a-z]{2}){0,2})(?=[/\s\"'<>)\].,?#;]|$)", re.I)
_CC_ORDER = ("by", "nc", "nd", "sa")
_POINTER = re.compile(re.escape(POINTER) + r"([A-Za-z0-9]+(?:-\d(?:\.\d)?)?)", re.I)
_POINTED = {
    "gpl": "GPL-1.0-or-later",
    "lgpl": "LGPL-2.0-or-later",
    "gfdl": "GFDL-1.1-or-later",
    "bsd": "BSD-3-Clause",
    "artistic": "Artistic-1.0",
}
"Files of that folder whose names are no ids."


@dataclass(frozen=True, slots=True)
class _Row:
    regex: re.Pattern[str]
    spdx: str
    "May hold {v}, what the group v of the URL says."


class Urls:
    """Which licence a URL leads to."""

    def __init__(self, rows: Sequence[Mapping[str, str]], expressions: Expressions) -> None:
        self._rows = tuple(_Row(re.compile(row["url"], re.I), row["spdx"]) for row in rows)
        self._expressions = expressions

    def licence(self, text: str) -> str | None:
        """The id that a URL, or a file of the folder POINTER, leads to; a port that the list lacks is the unported licence."""
        if pointer := _POINTER.search(text):
            return self._pointed(pointer[1].lower())
        if found := _CC.search(text):
            return self._creative_commons(found)
        if bare := _CC_BARE.search(text):
            return f"LicenseRef-CC-{bare['kind'].upper()}"
        text = text.strip().rstrip(">)./")
        for row in self._rows:
            if match := row.regex.search(text):
                return self._listed(row.spdx.replace("{v}", match.groupdict().get("v") or ""))
        return None

    def _listed(self, spdx: str) -> str | None:
        """An id in its proper spelling; None for one that the list does not have, as of a page about licences."""
        if spdx.startswith("LicenseRef-"):
            return spdx
        return self._expressions.renewed(self._expressions.ids.get(spdx.lower(), "")) or None

    def _pointed(self, name: str) -> str | None:
        """The licence of a file that Debian keeps for all packages."""
        return _POINTED.get(name) or self._listed(name) or self._listed(f"{name}.0")

    def _creative_commons(self, found: re.Match[str]) -> str:
        """The id of a Creative Commons URL."""
        if found["domain"]:
            return "CC0-1.0" if found["domain"].lower() == "zero" else "CC-PDM-1.0"
        parts = found["kind"].lower().split("-")
        kind = "-".join(sorted(parts, key=_CC_ORDER.index)) if set(parts) <= set(_CC_ORDER) else found["kind"].lower()
        whole = f"cc-{kind}-{found['version']}"
        port = f"{whole}-{found['port'].lower()}" if found["port"] else whole
        ids = self._expressions.ids
        return ids.get(port) or ids.get(whole) or f"LicenseRef-{whole.upper()}"
