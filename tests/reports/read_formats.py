"""Every text that a person or a program can read out of a written report, whatever its format packs it in."""

import gzip
import io
import re
import zipfile
from base64 import b64decode
from binascii import Error
from collections.abc import Iterator
from html import unescape

import pyarrow.parquet as pq
from pypdf import PdfReader

_PACKED = re.compile(rb"[A-Za-z0-9+/]{24,}={0,2}")


def readable(content: bytes) -> str:
    """Tables, archives, packed data and streams are opened; marks between words of markup are left out."""
    return "\n".join(_texts(content))


def _texts(content: bytes) -> Iterator[str]:
    if content.startswith(b"PAR1"):
        table = pq.read_table(io.BytesIO(content))
        yield from (str(value) for row in table.to_pylist() for value in row.values())
        yield str(table.schema.metadata)
    elif content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield from _texts(archive.read(name))
    elif content.startswith(b"%PDF"):
        read = PdfReader(io.BytesIO(content))
        yield from (page.extract_text().replace("\0", "") for page in read.pages)
        yield str(read.metadata)
    else:
        text = content.decode("utf-8")
        yield text
        yield unescape(re.sub(r"<[^>]*>", "", text))
        yield re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), text)
        for found in _PACKED.finditer(content):
            yield from _unpacked(found.group())


def _unpacked(packed: bytes) -> Iterator[str]:
    """What is in base64, which a digest in hexadecimal is not."""
    try:
        data = b64decode(packed, validate=True)
        yield (gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data).decode("utf-8")
    except (Error, OSError, EOFError, UnicodeDecodeError):
        return
