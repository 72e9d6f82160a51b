"""HTML to text, and what a page says of itself outside its text."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeAlias

import orjson
from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.encoding import bytes_to_str, detect_encoding
from resiliparse.parse.html import ElementNode, HTMLTree, Node

Mark: TypeAlias = tuple[str, str, str]
"""
Place, name and value of a mark. Places: header (HTTP), meta, json-ld, link, html, and for `a rel=license` where it stands:
a:body, a:header, a:footer, a:aside, a:figure.
"""

LONGEST_PAGE = 16 << 20
"Bytes of a page that are looked at; the rest is left out, which no page that people read reaches."
LONGEST_VALUE = 2000
MOST_MARKS = 200
MOST_NODES = 5000
"Elements of a kind that are looked at. They are sliced, since stepping through a collection is quadratic in resiliparse."
_META = re.compile(
    r"(?:robots|[\w-]*bot|tdm-reservation|tdm-policy|generator|author|copyright|dcterms?\.\w+|dc\.\w+|rights|license|licence|og:site_name|og:type|og:url|"
    r"og:title|og:locale|article:\w+|application-name|citation_\w+|date|pubdate|publisher|twitter:site|parsely-\w+|sailthru\.\w+|ai-content|content-usage)",
    re.IGNORECASE,
)
"Names of meta elements that are kept."
_LINKS = frozenset({"license", "licence", "canonical", "author", "publisher", "copyright", "shortlink", "tdm-policy"})
_JSON_KEYS = (
    "@type",
    "headline",
    "datePublished",
    "dateModified",
    "isAccessibleForFree",
    "license",
    "copyrightYear",
    "copyrightNotice",
    "creditText",
    "usageInfo",
    "inLanguage",
    "acquireLicensePage",
)
_JSON_NAMED = ("copyrightHolder", "publisher", "author", "sourceOrganization", "isPartOf", "provider", "creator")
_AREAS = ("footer", "header", "aside", "figure")
_DEPTH, _JSON_DEPTH = 64, 4
"How far up in the tree, and how deep into JSON-LD, is looked."


@dataclass(frozen=True, slots=True)
class Page:
    """A page's visible text and its marks."""

    text: str
    marks: tuple[Mark, ...]
    title: str | None = None
    language: str | None = None


def page(html: bytes | str, encoding: str | None = None) -> Page:
    """
    All visible text of a page, with line breaks at blocks, and its marks.

    Bytes are decoded as `encoding` says, else as a byte order mark or a meta element says, else as detected; what does not
    fit becomes U+FFFD.
    """
    text = decoded(html[:LONGEST_PAGE], encoding) if isinstance(html, bytes) else html[:LONGEST_PAGE]
    try:
        tree = HTMLTree.parse(text)
        visible = extract_plain_text(tree, preserve_formatting=True, main_content=False, list_bullets=False, alt_texts=False)
        return Page(
            visible, tuple(islice(_marks(tree), MOST_MARKS)), (tree.title or "").strip()[:LONGEST_VALUE] or None, _language(tree)
        )
    except (ValueError, RuntimeError, UnicodeError):  # a tree that the parser refuses
        return Page(re.sub(r"<[^<>]{0,2000}>", " ", text), ())


def decoded(html: bytes, encoding: str | None) -> str:
    """A page's bytes as text."""
    if encoding is not None:
        try:
            return html.decode(encoding.strip("\"' ").lower(), "replace")
        except (LookupError, ValueError):  # a charset that nobody knows
            pass
    return str(bytes_to_str(html, detect_encoding(html, from_html_meta=True) or "utf-8", errors="replace"))


def _language(tree: HTMLTree) -> str | None:
    root = tree.document.query_selector("html") if tree.document is not None else None
    return _attribute(root, "lang")[:35] or None if root is not None else None


def _marks(tree: HTMLTree) -> Iterator[Mark]:
    """Marks in the order meta, link, a, JSON-LD."""
    document = tree.document
    if document is None:
        return
    for node in document.query_selector_all("meta[content]")[:MOST_NODES]:
        name = next(filter(None, (_attribute(node, key) for key in ("name", "property", "http-equiv", "itemprop"))), "")
        if _META.fullmatch(name):
            yield "meta", name.lower(), _attribute(node, "content")
    for node in document.query_selector_all("link[rel][href]")[:MOST_NODES]:
        for name in sorted(_LINKS.intersection(_attribute(node, "rel").lower().split())):
            yield "link", name, _attribute(node, "href")
    for node in document.query_selector_all('a[rel][href], a[href*="creativecommons.org/"]')[:MOST_NODES]:
        licence = "license" in _attribute(node, "rel").lower().split()
        if licence or "creativecommons.org/" in _attribute(node, "href"):
            yield f"a:{_area(node)}", "license" if licence else "href", _attribute(node, "href")
    for node in document.query_selector_all('script[type="application/ld+json"]')[:MOST_NODES]:
        yield from _json_ld(node.text or "")


def _attribute(node: ElementNode, name: str) -> str:
    return (node.getattr(name) or "")[:LONGEST_VALUE]


def _area(node: Node) -> str:
    """The part of the page that an element stands in."""
    for _ in range(_DEPTH):
        parent = node.parent
        if not isinstance(parent, ElementNode) or parent.tag == "body":
            break
        about = " ".join((parent.tag or "", *(_attribute(parent, key) for key in ("role", "id", "class")))).lower()
        found = next((area for area in _AREAS if area in about), None)
        if found is not None:
            return found
        node = parent
    return "body"


def _json_ld(text: str) -> Iterator[Mark]:
    """What JSON-LD says of type, dates, access, holder, publisher and licence."""
    try:
        value = orjson.loads(text.strip().encode("utf-8", "replace"))
    except orjson.JSONDecodeError:
        return
    for thing in _things(value, 0):
        for key in _JSON_KEYS:
            yield from (("json-ld", key, item[:LONGEST_VALUE]) for item in _texts(thing.get(key), 0))
        for key in _JSON_NAMED:
            yield from (("json-ld", key, item[:LONGEST_VALUE]) for item in _names(thing.get(key), 0))


def _things(value: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    """The objects at the top, in lists, and in @graph."""
    if depth > _JSON_DEPTH:
        return
    if isinstance(value, list):
        for item in value:
            yield from _things(item, depth + 1)
    elif isinstance(value, Mapping):
        yield value
        yield from _things(value.get("@graph"), depth + 1)
        yield from _things(value.get("mainEntity"), depth + 1)


def _texts(value: Any, depth: int) -> list[str]:
    """What a value says: itself, or the address or name of an object."""
    if isinstance(value, bool):
        return [str(value).lower()]
    if isinstance(value, str | int):
        return [str(value)]
    if depth > _JSON_DEPTH:
        return []
    if isinstance(value, Mapping):
        return _texts(value.get("url") or value.get("@id") or value.get("name"), depth + 1)
    return [text for item in value[:8] for text in _texts(item, depth + 1)] if isinstance(value, list) else []


def _names(value: Any, depth: int) -> list[str]:
    """The names of persons and organisations."""
    if depth > _JSON_DEPTH:
        return []
    if isinstance(value, Mapping):
        return _texts(value.get("name"), depth + 1)
    return [text for item in value[:8] for text in _names(item, depth + 1)] if isinstance(value, list) else _texts(value, depth)
