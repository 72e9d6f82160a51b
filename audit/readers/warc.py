"""WARC files, with WET and WAT: a capture or a conversion is a document."""

import re
from collections.abc import Iterator
from typing import Any

from fastwarc.warc import ArchiveIterator, WarcRecordType

from audit.batch import Records
from audit.model import Skip, SkipReason
from audit.readers.dates import day
from audit.readers.http_body import payload
from audit.readers.plain import decode
from audit.readers.rows import Mark, Rows
from audit.readers.stream import Source
from audit.text.html import page

KEPT_HEADERS = frozenset(
    {
        "x-robots-tag",
        "tdm-reservation",
        "tdm-policy",
        "content-usage",
        "link",
        "last-modified",
        "content-language",
        "server",
        "content-type",
        "x-generator",
        "x-discourse-route",
        "x-powered-by",
        "license",
    }
)
"HTTP headers that become marks, besides the status."
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_TEXTS = (
    "text/",
    "application/json",
    "application/xml",
    "application/rss+xml",
    "application/atom+xml",
    "application/x-ndjson",
    "application/ld+json",
)
_HTML = ("text/html", "application/xhtml")
_LONGEST_HEADER = 2000


def read(source: Source, rows: Rows) -> Iterator[Records | Skip]:
    """The records of a file; what is no text, or no capture, is a Skip (not-a-document)."""
    records = ArchiveIterator(source, stream_detect=False, parse_http=True, auto_decode="none", quirks_mode=True)
    try:
        for record in records:
            yield from _record(record, rows)
            rows.account(source.decoded)
            if rows.full:
                yield from rows.flush()
    except (OSError, ValueError, RuntimeError) as error:
        source.lose(SkipReason.CORRUPT, f"WARC: {error}".split("\n", 1)[0][:160])
        return
    left = source.read(1)
    if left and source.trouble is None:
        source.lose(SkipReason.CORRUPT, "no WARC record begins here")


def _record(record: Any, rows: Rows) -> Iterator[Skip]:
    """One record as a row or a Skip."""
    kind = str(record.record_type).rpartition(".")[2]
    if record.record_type not in (WarcRecordType.response, WarcRecordType.conversion, WarcRecordType.resource):
        yield rows.skip(SkipReason.NOT_A_DOCUMENT, f"a {kind} record")
        return
    if record.content_length > rows.limits.record_bytes:
        yield rows.skip(SkipReason.TOO_LARGE, f"a record of {record.content_length} bytes", record.content_length)
        return
    http = record.http_headers if record.is_http and record.http_headers is not None else None
    headers = [(str(name).lower(), str(value)) for name, value in http.items()] if http is not None else []
    body = payload(record.reader.read(), headers, rows.limits.record_bytes)
    if body is None:
        yield rows.skip(SkipReason.BOMB, "a body that inflates beyond the limit", record.content_length)
        return
    declared = {str(name).lower(): str(value) for name, value in record.headers.items()}
    status = http.status_code if http is not None else None
    skip = capture(rows, declared, headers, status, body, is_text=kind == "conversion")
    if skip is not None:
        yield skip


def capture(
    rows: Rows, declared: dict[str, str], headers: list[tuple[str, str]], status: int | None, body: bytes, is_text: bool = False
) -> Skip | None:
    """A capture as a document: the record's headers and those of HTTP (names in lower case), and its decoded body."""
    kind = next(
        (value for name, value in headers if name == "content-type"), declared.get("content-type", "") if not headers else ""
    ).lower()
    if not body:
        return rows.skip(SkipReason.EMPTY_TEXT, "an empty body")
    content = "text/plain" if is_text else _content(kind, declared.get("warc-identified-payload-type", ""), body)
    if content is None:
        return rows.skip(SkipReason.NOT_A_DOCUMENT, f"a capture of {kind[:60] or 'unknown type'}")
    found = page(body, _charset(kind)) if content == "html" else None
    marks: list[Mark] = [("header", "status", str(status))] if status is not None else []
    marks += [("header", name, value[:_LONGEST_HEADER]) for name, value in headers if name in KEPT_HEADERS]
    languages = declared.get("warc-identified-content-language") or (found.language if found else None)
    return rows.add(
        found.text if found else _decoded(body, _charset(kind)),
        record_id=declared.get("warc-record-id", "").strip("<>") or None,
        url=declared.get("warc-target-uri", "").strip("<> ") or None,
        captured=day(declared.get("warc-date", "")),
        title=found.title if found else None,
        language=languages,
        marks=marks + list(found.marks if found else ()),
    )


def _content(kind: str, identified: str, body: bytes) -> str | None:
    """Html, text/plain, or None for what is no text; the content decides where no type is stated."""
    for stated in (kind, identified):
        if stated.startswith(_HTML):
            return "html"
        if stated.startswith(_TEXTS):
            return "html" if body[:256].lstrip().lower().startswith((b"<!doctype html", b"<html")) else "text/plain"
        if stated and not stated.startswith(("application/octet-stream", "unk", "application/http", "no-type", "*")):
            return None
    head = body[:1024]
    if b"<html" in head.lower() or b"<!doctype html" in head.lower():
        return "html"
    return None if b"\0" in head or sum(code < 9 for code in head) else "text/plain"


def _charset(kind: str) -> str | None:
    found = _CHARSET.search(kind)
    return found[1] if found else None


def _decoded(body: bytes, charset: str | None) -> str:
    if charset is not None:
        try:
            return body.decode(charset, "replace")
        except (LookupError, ValueError):
            pass
    return decode(body)
