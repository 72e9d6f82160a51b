"""
Plain text, Markdown, source code and captions: a file is a document.

It has no date: when a file was last written tells when it was copied here, not when its text was written or captured.
"""

import codecs
from collections.abc import Iterator

from audit.batch import Records
from audit.model import Skip
from audit.readers.rows import Rows
from audit.readers.sniff import suffix
from audit.readers.stream import Source

_CHUNK = 1 << 20
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def read(source: Source, rows: Rows) -> Iterator[Records | Skip]:
    """The document of a text file; a file beyond `limits.text_part_bytes` is several, cut at blank lines or line ends."""
    markdown = suffix(rows.piece.name) in (".md", ".markdown")
    for number, part in enumerate(_parts(source, rows.limits.text_part_bytes)):
        skip = rows.add(
            decode(part),
            decoded=len(part),
            record_id=None,
            title=None if number or not markdown else title(part),
        )
        if skip is not None:
            yield skip
        if rows.full:
            yield from rows.flush()


def decode(data: bytes) -> str:
    """
    Bytes of unknown encoding as text.

    A byte order mark decides. Else strictly UTF-8; else, where at most one byte in a thousand is ill-formed, UTF-8
    with U+FFFD for each ill-formed sequence; else Windows-1252, in which every byte means something.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    try:
        return data.decode()
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
    if text.count("\ufffd") * 1000 <= len(data):
        return text
    return data.decode("cp1252", "replace").replace("\ufffd", " ")


def title(data: bytes) -> str | None:
    """The first line of a Markdown file, where it is a heading; nothing else is sure to be a title."""
    first = data[:400].split(b"\n", 1)[0].strip()
    return first[2:].decode("utf-8", "replace").strip() or None if first.startswith(b"# ") else None


def _parts(source: Source, most: int) -> Iterator[bytes]:
    """The whole file, or parts of about `most` bytes, none of them lost."""
    held = bytearray()
    while chunk := source.read(_CHUNK):
        held += chunk
        while len(held) > most:
            cut = _cut(held, most)
            yield bytes(held[:cut])
            del held[:cut]
    if held:
        yield bytes(held)


def _cut(data: bytearray, most: int) -> int:
    """Where to cut: after the last blank line, else after the last line, else before a character."""
    for mark in (b"\n\n", b"\n"):
        place = data.rfind(mark, most // 2, most)
        if place >= 0:
            return place + len(mark)
    place = most
    while place > most - 4 and data[place] & 0xC0 == 0x80:
        place -= 1
    return place
