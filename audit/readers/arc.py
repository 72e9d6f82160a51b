"""ARC files, the older sibling of WARC, read by warcio."""

from collections.abc import Iterator
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from audit.batch import Records
from audit.model import Skip, SkipReason
from audit.readers.http_body import payload
from audit.readers.rows import Rows
from audit.readers.stream import Source
from audit.readers.warc import capture

_DOCUMENTS = frozenset({"response", "resource", "conversion"})


def read(source: Source, rows: Rows) -> Iterator[Records | Skip]:
    """The records of a file; what is no text, or no capture, is a Skip (not-a-document)."""
    try:
        for record in ArchiveIterator(source, arc2warc=True, ensure_http_headers=False):
            skip = _record(record, rows)
            if skip is not None:
                yield skip
            rows.account(source.decoded)
            if rows.full:
                yield from rows.flush()
    except (ArchiveLoadFailed, OSError, ValueError, KeyError, EOFError) as error:
        source.lose(SkipReason.CORRUPT, f"ARC: {error}".split("\n", 1)[0][:160])


def _record(record: Any, rows: Rows) -> Skip | None:
    """One record as a row or a Skip."""
    if record.rec_type not in _DOCUMENTS:
        return rows.skip(SkipReason.NOT_A_DOCUMENT, f"a {record.rec_type} record")
    if (record.length or 0) > rows.limits.record_bytes:
        return rows.skip(SkipReason.TOO_LARGE, f"a record of {record.length} bytes", record.length)
    declared = {name.lower(): value for name, value in record.rec_headers.headers}
    declared.pop("warc-record-id", None)  # an ARC record has none, and the one that is made for it differs each time
    http = record.http_headers
    headers = [(name.lower(), value) for name, value in http.headers] if http is not None else []
    body = payload(record.raw_stream.read(), headers, rows.limits.record_bytes)
    if body is None:
        return rows.skip(SkipReason.BOMB, "a body that inflates beyond the limit", record.length or 0)
    code = http.get_statuscode() if http is not None else None
    return capture(
        rows, declared, headers, int(code) if code and code.isdigit() else None, body, is_text=record.rec_type == "conversion"
    )
