"""
The licence of a work as its list words it, by its SPDX id where the words are nothing but a licence's name, id or address.

What says more than a name, such as "CC BY 4.0 except images" or "public domain in the USA", stays as it is given.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

from audit import bundled
from audit.references.licences import LONGEST, NOASSERTION, PUBLIC_DOMAIN, Licences, load

_PUBLIC_DOMAIN = re.compile(r"(?:the )?public[ -]?domain(?: mark)?(?: 1\.0)?|PDM?|CC[ -]?PDM?(?:[ -]1\.0)?", re.I)
"The mark is not a licence: it says, as a list does, that a work is in the public domain."
_EMPTY = re.compile(r"(?:[\s,]*\b(?:international|unported|generic|public|licen[sc]e)\b)*", re.I)
"What may follow a licence's name and changes nothing."
_ADDRESS = re.compile(r"(?:https?://)?[\w.-]+\.[a-z]{2,}/\S*", re.I)


def with_spdx(metadata: Mapping[str, str], source: str) -> tuple[Mapping[str, str], str]:
    """A work's metadata with its licence by id, and where it is from; that tells how the licence was worded before."""
    given = metadata.get("licence", "")
    known = spdx(given) if given else given
    if known == given:
        return metadata, source
    return {**metadata, "licence": known}, f"{source}; licence given as {given!r}"


@lru_cache(maxsize=4096)
def spdx(given: str) -> str:
    """The id that a licence's name, id or address stands for; what is more or other than that, as it is given."""
    plain = " ".join(given.split()).strip(" .'\"")
    if not plain or len(plain) > LONGEST:
        return given
    if _PUBLIC_DOMAIN.fullmatch(plain):
        return PUBLIC_DOMAIN
    licences = load(bundled.folder("rules") / "licence")
    if _ADDRESS.fullmatch(plain):
        found = licences.url(plain)
        return PUBLIC_DOMAIN if found == "CC-PDM-1.0" else found or given
    return _named(plain, licences) or given


def _named(plain: str, licences: Licences) -> str | None:
    """The id of a name or expression that is nothing else; None where there is more to it, or its version is not told."""
    found = licences.declared(plain).spdx if licences.listed(plain) else licences.expression(plain).spdx
    if found == NOASSERTION:
        whole = (one for one in licences.named(plain) if one.span.start == 0 and _EMPTY.fullmatch(plain[one.span.end :]))
        found = next((one.spdx for one in whole), NOASSERTION)
    told = set(found) & set("123456789") <= set(plain) or found == "CC0-1.0"
    return found if told and found != NOASSERTION else None
