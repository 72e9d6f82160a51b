"""The body of an HTTP response as its page: chunks joined, compression undone, whatever of it the crawler had undone before."""

import io
import zlib
from collections.abc import Sequence
from typing import Any

from isal import isal_zlib

_ERRORS: Any = (isal_zlib.error, zlib.error)


def payload(body: bytes, headers: Sequence[tuple[str, str]], most: int) -> bytes | None:
    """
    A body decoded as its headers (names in lower case) say; None where it is larger than `most` bytes then.

    Crawlers often store a decoded body under the old headers, so that a body that does not fit them stays as it is.
    """
    stated = {name: value.lower() for name, value in headers if name in ("transfer-encoding", "content-encoding")}
    if "chunked" in stated.get("transfer-encoding", ""):
        body = _joined(body)
    for coding in reversed([part.strip() for part in stated.get("content-encoding", "").split(",")]):
        decoded = _inflated(body, coding, most)
        if decoded is None:
            return None
        body = decoded
    return body if len(body) <= most else None


def _joined(body: bytes) -> bytes:
    """Chunks without their sizes; a body that does not begin with a chunk stays as it is, one that breaks off is what came."""
    out, place = io.BytesIO(), 0
    while True:
        end = body.find(b"\n", place, place + 64)
        size = _size(body[place:end]) if end >= 0 else None
        if size is None:
            return out.getvalue() if place else body
        if size == 0:
            return out.getvalue()
        out.write(body[end + 1 : end + 1 + size])
        place = end + 1 + size
        place += len(body[place : place + 2]) - len(body[place : place + 2].lstrip(b"\r\n"))
        if place >= len(body):
            return out.getvalue()


def _size(line: bytes) -> int | None:
    digits = line.split(b";", 1)[0].strip()
    try:
        return int(digits, 16) if digits and len(digits) <= 16 and digits.isalnum() else None
    except ValueError:
        return None


def _inflated(body: bytes, coding: str, most: int) -> bytes | None:
    """One coding undone; None: larger than `most`. What breaks off is what came before."""
    if coding in ("gzip", "x-gzip") and body.startswith(b"\x1f\x8b"):
        return _bounded(body, 31, most)
    if coding == "deflate":
        zlibbed = len(body) > 1 and body[0] & 0x0F == 8 and (body[0] << 8 | body[1]) % 31 == 0
        decoded = _bounded(body, 15 if zlibbed else -15, most)
        return body if decoded == b"" else decoded
    if coding == "br":
        return _unbrotli(body, most)
    return body


def _bounded(body: bytes, bits: int, most: int) -> bytes | None:
    """At most `most` bytes of deflated data."""
    step, out = isal_zlib.decompressobj(bits), io.BytesIO()
    data = body
    try:
        while data and not step.eof and out.tell() <= most:
            out.write(step.decompress(data, 1 << 20))
            data = step.unconsumed_tail
    except _ERRORS:
        return out.getvalue() or body
    return out.getvalue() if out.tell() <= most else None


def _unbrotli(body: bytes, most: int) -> bytes | None:
    """Brotli undone by fastwarc; a body that is no Brotli stays as it is."""
    from fastwarc.stream_io import BrotliReader

    out = io.BytesIO()
    try:
        reader = BrotliReader(io.BytesIO(body))
        while data := reader.read(1 << 16):
            out.write(data)
            if out.tell() > most:
                return None
    except (OSError, ValueError):
        return out.getvalue() or body
    return out.getvalue()
