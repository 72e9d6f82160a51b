"""Creative Commons marks of a page by their place: the whole page's licence, or that of a picture in it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from audit.detectors._licence_words import Words
from audit.model import Span
from audit.references.licences import Licences

LONGEST = 2_000_000
"Characters of a page that are looked at."
MOST_LINKS = 200
"Links to licences that are weighed on one page; a page with more lists or repeats them."
EXPLAINS = 3
"A page with links to more licences than these explains or lists them."
PAGE = 2
"Weight from which a mark speaks for the page."
_ENDS = re.compile(r"[.!?][ \u201d\"')](?=[A-Z\u00c0-\u00de])")
_WHOLE = ("meta", "json-ld", "link", "rdf")
"Places that always speak for the page."


@dataclass(frozen=True, slots=True)
class PageMark:
    """A licence mark of a page."""

    spdx: str
    span: Span
    place: str
    "meta, json-ld, link, rdf, a, or text."
    weight: int

    @property
    def scope(self) -> str:
        """Whether it speaks for the page or for a part."""
        return "page" if self.place in _WHOLE or self.weight >= PAGE else "element"


def is_page(text: str) -> bool:
    """True where a text is HTML."""
    head = text[:3000].lower()
    return "<" in head and bool(re.search(r"<(?:!doctype\s+html|html|head|body)\b", head))


def page_marks(text: str, licences: Licences, words: Words) -> list[PageMark]:
    """The first mark of each licence, scope and place; of those for the page the strongest stays, others are about an element."""
    from resiliparse.parse.html import HTMLTree

    try:
        tree = HTMLTree.parse(text[:LONGEST])
    except (ValueError, RuntimeError, UnicodeError):  # a tree that the parser refuses
        return []
    found = list(islice(_found(tree, text, licences, words), MOST_LINKS))
    told = {mark.spdx for mark in found if mark.place == "a"}
    if len(told) > EXPLAINS:
        found = [PageMark(mark.spdx, mark.span, mark.place, -1) if mark.place == "a" else mark for mark in found]
    best = max(found, key=_rank, default=None)
    if best is None:
        return []
    settled = [
        mark if mark.scope == "element" or mark.spdx == best.spdx else PageMark(mark.spdx, mark.span, mark.place, -1)
        for mark in found
        if mark.scope == "element" or mark.place not in _WHOLE or mark.spdx == best.spdx
    ]
    first = {(mark.spdx, mark.scope, mark.place): mark for mark in reversed(settled)}
    return sorted(first.values(), key=lambda mark: mark.span)


def _rank(mark: PageMark) -> tuple[bool, int, int]:
    return mark.scope == "page", -_WHOLE.index(mark.place) if mark.place in _WHOLE else -len(_WHOLE), mark.weight


def _found(tree: Any, text: str, licences: Licences, words: Words) -> Iterator[PageMark]:
    taken: dict[str, int] = {}
    for element in tree.document.query_selector_all("link[rel~=license], link[rel~=licence], meta[content], a[href], script"):
        place, values = _values(element)
        for value in values:
            spdx = licences.url(value) if "/" in value else None
            if spdx is None and place == "meta":
                spdx = next((one.spdx for one in licences.named(value) if "CC" in one.spdx), None)
            if spdx is None or not ("CC" in spdx or place in ("link", "json-ld") or _is_licence_link(element)):
                continue
            yield PageMark(spdx, _span(text, value, taken), place, 3 if place != "a" else _weight(element, words))
    for match in re.finditer(r"<(?:cc:)?license\s+rdf:resource=[\"']([^\"']{10,120})", text, re.I):
        if (spdx := licences.url(match[1])) is not None:
            yield PageMark(spdx, Span(*match.span(1)), "rdf", 3)


def _values(element: Any) -> tuple[str, list[str]]:
    """Where an element stands, and its values that may name a licence."""
    tag = element.tag
    if tag == "meta":
        name = (element.getattr("name") or element.getattr("property") or "").lower()
        return "meta", [element.getattr("content") or ""] if re.search(r"rights|licen[sc]e|copyright", name) else []
    if tag == "script":
        return "json-ld", re.findall(r"\"license\"\s{0,4}:\s{0,4}\"([^\"]{1,200})\"", element.text.replace("\\/", "/"))
    return ("link" if tag == "link" else "a"), [element.getattr("href") or ""]


def _is_licence_link(element: Any) -> bool:
    return bool(re.search(r"\blicen[sc]e\b", element.getattr("rel") or "", re.I))


def _weight(element: Any, words: Words) -> int:
    """How much the surroundings of a link say that it speaks for the page."""
    weight = 1 if _is_licence_link(element) else 0
    near = _near(element)
    for ancestor in _ancestors(element):
        named = f"{ancestor.getattr('class') or ''} {ancestor.getattr('id') or ''}"
        if ancestor.tag in ("footer", "aside") or words.foot.search(named):
            weight += 2
            break
        if ancestor.tag in ("figure", "figcaption") or words.element.search(named):
            weight -= 3
            break
    if words.whole_page.search(near):
        weight += 2
    if words.credit.search(_sentence(near, element)) and not re.search(r"except|unless|otherwise|sofern|soweit", near, re.I):
        weight -= 3
    return weight + (element.query_selector("img") is not None)


def _near(element: Any) -> str:
    """The words around a link: of the nearest ancestor that has some."""
    here = element
    for _ in range(4):
        here = here.parent
        if here is None or here.tag in ("body", "html"):
            break
        said = " ".join((here.text or "").split())
        if len(said) > 40:
            inner = " ".join((element.text or "").split())
            at = max(said.find(inner), 0)
            return said[max(0, at - 160) : at + len(inner) + 160]
    return " ".join(((element.parent or element).text or "").split())[:300]


def _sentence(near: str, element: Any) -> str:
    """The sentence of a link in the words around it: what the next one says of pictures is not about it."""
    inner = " ".join((element.text or "").split())
    at = near.find(inner) if inner else -1
    if at < 0:
        return near
    start = max((found.end() for found in _ENDS.finditer(near, 0, at)), default=0)
    end = _ENDS.search(near, at + len(inner))
    return near[start : end.start() if end else len(near)]


def _ancestors(element: Any) -> Iterator[Any]:
    here = element.parent
    for _ in range(12):
        if here is None or here.tag in ("body", "html"):
            return
        yield here
        here = here.parent


def _span(text: str, value: str, taken: dict[str, int]) -> Span:
    """The next place of a value in the page's source; the whole record where it is written otherwise there."""
    start = text.find(value, taken.get(value, 0)) if value else -1
    if start < 0:
        return Span(0, 0)
    taken[value] = start + len(value)
    return Span(start, start + len(value))
