"""MediaWiki dumps: the text of each page's revisions, cleaned lightly of wikitext."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from audit.batch import Records
from audit.model import Skip, SkipReason
from audit.readers.dates import day
from audit.readers.rows import Rows
from audit.readers.stream import Source
from audit.readers.xml_elements import elements, local
from audit.text.html import page

_HIDDEN = re.compile(r"<(/?)(ref|math|gallery|timeline|score|graph)\b([^<>]{0,500})>|(<!--)|(-->)", re.IGNORECASE)
"Marks around what is no running text. All patterns are linear: a hostile page must not cost more than a long one."
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,500}>")
_INNER_TEMPLATE = re.compile(r"\{\{[^{}]*\}\}|\{\|[^{}]*?\|\}", re.DOTALL)
_FILE = re.compile(r"\[\[(?:[A-Za-z]{2,12}:){1,2}[^\[\]]*\]\]")
_LINK = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]")
_OUTSIDE = re.compile(r"\[(?:https?:)?//[^\s\[\]]{1,2000}+[ \t]*+([^\[\]\n]{0,1000}+)\]")
_HEADING = re.compile(r"^=[^\n]*+", re.MULTILINE)
_QUOTES = re.compile(r"'{2,5}")
_BEHAVIOUR = re.compile(r"__[A-Z]{3,20}__")
_BLANKS = re.compile(r"\n{3,}")
_NESTED = 24
"Templates within templates are taken away so many levels deep."


def read(source: Source, rows: Rows) -> Iterator[Records | Skip]:
    """A document for each revision that the dump holds (one a page in the usual dumps); redirects are Skips (not-a-document)."""
    base, site = None, None
    for element in elements(source, "page", "siteinfo"):
        if local(element) == "siteinfo":
            base, site = _child(element, "base"), _child(element, "sitename")
            continue
        yield from _page(element, base, site, rows)
        rows.account(source.decoded)
        if rows.full:
            yield from rows.flush()


def plain(wikitext: str) -> str:
    """
    Wikitext as plain text by a light clean: templates, tables, files, references and tags go; links leave their words.

    Unbalanced braces stay as they are. Not a parser: what templates would have written is missing.
    """
    text = _shown(wikitext)
    for _ in range(_NESTED):
        shorter = _INNER_TEMPLATE.sub("", text)
        if shorter == text:
            break
        text = shorter
    text = _LINK.sub(r"\1", _FILE.sub("", _LINK.sub(_kept, text)))
    text = _OUTSIDE.sub(r"\1", text)
    text = _HEADING.sub(_heading, _QUOTES.sub("", _BEHAVIOUR.sub("", _TAG.sub("", text))))
    if "&" in text:
        text = (
            text.replace("&nbsp;", " ")
            .replace("&ndash;", "–")
            .replace("&mdash;", "—")
            .replace("&amp;", "&")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
        )
    return _BLANKS.sub("\n\n", text).strip()


def _shown(wikitext: str) -> str:
    """The text without comments, references, formulas and the like; one that does not end hides nothing."""
    parts, start, opened = [], 0, None
    for mark in _HIDDEN.finditer(wikitext):
        name = (mark[2] or "<!--").lower()
        ends = mark[1] == "/" or mark[5] is not None
        if opened is None and not ends and not (mark[3] or "").endswith("/"):
            opened = (name, mark.start())
        elif opened is not None and ends and name == opened[0]:
            parts.append(wikitext[start : opened[1]])
            start, opened = mark.end(), None
        elif opened is None and mark[2]:
            parts.append(wikitext[start : mark.start()])
            start = mark.end()
    return "".join((*parts, wikitext[start:]))


def _heading(line: re.Match[str]) -> str:
    return line[0].strip("= \t") if line[0].rstrip().endswith("=") else line[0]


def _kept(link: re.Match[str]) -> str:
    """The words of an inner link; a file or category stays, to be taken away whole."""
    return link[0] if _FILE.fullmatch(link[0]) else link[1]


def _page(element: Any, base: str | None, site: str | None, rows: Rows) -> Iterator[Skip]:
    title = _child(element, "title")
    redirect = any(local(child) == "redirect" for child in element)
    for revision in (child for child in element if local(child) == "revision"):
        if redirect:
            yield rows.skip(SkipReason.NOT_A_DOCUMENT, "a redirect")
            continue
        skip = _revision(revision, _child(element, "id"), title, base, site, rows)
        if skip is not None:
            yield skip


def _revision(
    revision: Any, number: str | None, title: str | None, base: str | None, site: str | None, rows: Rows
) -> Skip | None:
    text = _child(revision, "text")
    if text is None:
        return rows.skip(SkipReason.EMPTY_TEXT, "a revision without text")
    root = base.rsplit("/", 1)[0] if base and "://" in base else None
    marked = _child(revision, "format") == "text/html"
    contributor = next((child for child in revision if local(child) == "contributor"), None)
    return rows.add(
        page(text).text if marked else plain(text),
        record_id=number,
        url=f"{root}/{quote(title.replace(' ', '_'), safe='/:(),')}" if root and title else None,
        captured=day(_child(revision, "timestamp")),
        source=site,
        title=title,
        author=_child(contributor, "username") if contributor is not None else None,
    )


def _child(element: Any, name: str) -> str | None:
    """The text of a direct child."""
    return next((child.text for child in element if local(child) == name), None)
