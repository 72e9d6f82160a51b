"""WikiExtractor's output: <doc id url title> lines around plain text."""

import html
import re
from collections.abc import Iterator

from audit.batch import Records
from audit.model import Skip, SkipReason
from audit.readers.rows import Rows
from audit.readers.stream import Source

_OPEN = re.compile(r"\s*<doc\s([^>]{0,4000})>\s*$")
_ATTRIBUTE = re.compile(r'(\w{1,20})="([^"]{0,2000})"')
_CHUNK = 1 << 20


def read(source: Source, rows: Rows) -> Iterator[Records | Skip]:
    """One document for each <doc>; text outside of any is a Skip."""
    held = ""
    for lines in _lines(source):
        *whole, held = (held + lines).split("</doc>")
        for item in whole:
            yield from _document(item, rows)
        if len(held) > rows.limits.record_bytes:
            source.lose(SkipReason.TOO_LARGE, f"a <doc> of more than {rows.limits.record_bytes} bytes")
            return
        if rows.full:
            yield from rows.flush()
    if held.strip():
        reason = source.trouble.reason if source.trouble else SkipReason.TRUNCATED
        yield rows.skip(reason, "a <doc> without its end", len(held.encode()))


def _lines(source: Source) -> Iterator[str]:
    """Text by whole lines, so that no character is cut."""
    held = b""
    while chunk := source.read(_CHUNK):
        whole, newline, held = (held + chunk).rpartition(b"\n")
        yield (whole + newline).decode("utf-8", "replace")
    yield held.decode("utf-8", "replace")


def _document(item: str, rows: Rows) -> Iterator[Skip]:
    size = len(item.encode()) + len("</doc>")
    head, _, body = item.lstrip().partition("\n")
    opened = _OPEN.match(head)
    if opened is None:
        yield rows.skip(SkipReason.MALFORMED, "text that no <doc> opens", size)
        return
    names = {name: html.unescape(value) for name, value in _ATTRIBUTE.findall(opened[1])}
    skip = rows.add(body.strip("\n"), record_id=names.get("id"), url=names.get("url"), title=names.get("title"), decoded=size)
    if skip is not None:
        yield skip
