"""Stack Exchange dumps: Posts.xml, a post a row."""

from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

from audit.batch import Records
from audit.model import Skip, SkipReason
from audit.readers.dates import day
from audit.readers.rows import Mark, Rows
from audit.readers.stream import Source
from audit.readers.xml_elements import elements
from audit.text.html import page

_KINDS = {"1": "questions", "2": "a"}
"Post types that people wrote as posts, with the part of the URL for each."


def read(source: Source, rows: Rows) -> Iterator[Records | Skip]:
    """Questions and answers as documents; wiki excerpts and the like are Skips (not-a-document)."""
    site = _site(rows.piece.path)
    for row in elements(source, "row"):
        skip = _post(row, site, rows)
        if skip is not None:
            yield skip
        rows.account(source.decoded)
        if rows.full:
            yield from rows.flush()


def _post(row: Any, site: str | None, rows: Rows) -> Skip | None:
    body = row.get("Body")
    kind = _KINDS.get(row.get("PostTypeId", "1"))
    if body is None:
        return rows.skip(SkipReason.NO_TEXT_FIELD, "a row without Body")
    if kind is None:
        return rows.skip(SkipReason.NOT_A_DOCUMENT, f"a post of type {row.get('PostTypeId')}"[:80])
    found = page(body)
    marks: list[Mark] = [("record", "PostTypeId", row.get("PostTypeId", "1")), *found.marks]
    number, title = row.get("Id"), row.get("Title")
    return rows.add(
        f"{title}\n\n{found.text}" if title else found.text,
        record_id=number,
        url=f"https://{site}/{kind}/{number}" if site and number else None,
        captured=day(row.get("CreationDate")),
        licence=row.get("ContentLicense"),
        source=site,
        title=title,
        author=row.get("OwnerDisplayName"),
        marks=marks,
    )


def _site(path: str) -> str | None:
    """The site's host, as the dump's folder is called."""
    folder = PurePath(path).parent.name.removesuffix(".7z")
    return folder if "." in folder.strip(".") else None
