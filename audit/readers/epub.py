"""EPUB books: each item of the spine, such as a chapter, is a document."""

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from lxml import etree

from audit.batch import Records
from audit.model import Skip, SkipReason
from audit.readers.dates import day
from audit.readers.rows import Rows
from audit.readers.stream import Source
from audit.text.html import page

_CONTAINER = "META-INF/container.xml"
_TEXTS = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")


@dataclass(frozen=True)
class _Book:
    """What the package document says."""

    title: str | None
    author: str | None
    language: str | None
    rights: str | None
    identifier: str | None
    published: str | None
    spine: tuple[tuple[str, str], ...]
    "Path in the archive and media type, in reading order."


def read(source: Source, rows: Rows) -> Iterator[Records | Skip]:
    """The items of the spine in reading order; images in it are Skips (not-a-document)."""
    try:
        with zipfile.ZipFile(source.file) as archive:
            if "META-INF/encryption.xml" in archive.namelist() and _is_locked(archive, rows):
                source.lose(SkipReason.ENCRYPTED, "the book is encrypted")
                return
            book = _book(archive, rows)
            for path, kind in book.spine:
                yield from _item(archive, path, kind, book, rows)
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError, NotImplementedError) as error:
        source.lose(SkipReason.CORRUPT, f"EPUB: {error}"[:160])


def member(archive: zipfile.ZipFile, path: str, most: int) -> bytes:
    """A member's bytes, at most `most` and one more, whatever its header claims."""
    with archive.open(path) as file:
        return file.read(most + 1)


def _is_locked(archive: zipfile.ZipFile, rows: Rows) -> bool:
    """Whether more than fonts is encrypted."""
    tree = _xml(member(archive, "META-INF/encryption.xml", rows.limits.member_bytes))
    paths = [str(node.get("URI", "")) for node in tree.iter("{*}CipherReference")]
    return any(path.lower().endswith((".xhtml", ".html", ".htm", ".xml")) for path in paths)


def _xml(data: bytes) -> Any:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, recover=True, load_dtd=False))


def _book(archive: zipfile.ZipFile, rows: Rows) -> _Book:
    """The package document: metadata and the spine."""
    most = rows.limits.member_bytes
    container = _xml(member(archive, _CONTAINER, most))
    path = next((node.get("full-path") for node in container.iter("{*}rootfile")), None)
    if path is None:
        raise KeyError("no package document is named")
    package = _xml(member(archive, path, most))
    items = {node.get("id"): node for node in package.iter("{*}item")}
    folder = posixpath.dirname(path)
    spine = []
    for reference in package.iter("{*}itemref"):
        item = items.get(reference.get("idref"))
        if item is not None:
            href = posixpath.normpath(posixpath.join(folder, unquote(item.get("href", "").partition("#")[0])))
            spine.append((href, item.get("media-type", "")))

    def said(name: str) -> str | None:
        texts = ("".join(node.itertext()).strip() for node in package.iter(f"{{http://purl.org/dc/elements/1.1/}}{name}"))
        return ", ".join(text for text in texts if text) or None

    return _Book(said("title"), said("creator"), said("language"), said("rights"), said("identifier"), said("date"), tuple(spine))


def _item(archive: zipfile.ZipFile, path: str, kind: str, book: _Book, rows: Rows) -> Iterator[Records | Skip]:
    """One item of the spine."""
    if kind and not kind.startswith(_TEXTS):
        yield rows.skip(SkipReason.NOT_A_DOCUMENT, f"{path}: {kind}"[:120])
        return
    try:
        data = member(archive, path, rows.limits.member_bytes)
    except (KeyError, zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError, ValueError) as error:
        locked = isinstance(error, RuntimeError) and "encrypted" in str(error)
        yield rows.skip(SkipReason.ENCRYPTED if locked else SkipReason.CORRUPT, f"{path}: {error}"[:160])
        return
    if len(data) > rows.limits.member_bytes:
        yield rows.skip(SkipReason.BOMB, f"{path}: a member of more than {rows.limits.member_bytes} bytes"[:160])
        return
    found = page(
        data, "utf-8" if data[:200].lstrip(b"\xef\xbb\xbf").startswith(b"<?xml") and b"encoding" not in data[:200] else None
    )
    skip = rows.add(
        found.text,
        record_id=path,
        captured=day(book.published),
        licence=book.rights,
        source=book.identifier,
        title=book.title,
        author=book.author,
        language=book.language or found.language,
        marks=list(found.marks),
        decoded=len(data),
    )
    if skip is not None:
        yield skip
    if rows.full:
        yield from rows.flush()
