"""The reader that tests of leaks rest on sees text however it is packed."""

import gzip
import io
import zipfile
from base64 import b64encode

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import weasyprint

from tests.reports.read_formats import readable

TEXT = "the ferry left the grey harbour"


def _parquet() -> bytes:
    written = io.BytesIO()
    pq.write_table(pa.table({"a": [TEXT]}), written)
    return written.getvalue()


def _archive() -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("sheet.xml", f"<c>{TEXT}</c>")
    return written.getvalue()


def _pages() -> bytes:
    made: bytes = weasyprint.HTML(string=f"<p>{TEXT}</p>").write_pdf()
    return made


WRITTEN = {
    "plain": TEXT.encode(),
    "markup": b"<p>the <b>ferry</b> left the&#32;grey <i>har</i>bour</p>",
    "escaped": rb'"the ferry left the gr\u0065y harbour"',
    "packed": b"<script>x = '" + b64encode(gzip.compress(TEXT.encode())) + b"'</script>",
    "base64": b64encode(TEXT.encode()),
    "parquet": _parquet(),
    "archive": _archive(),
    "pages": _pages(),
}


@pytest.mark.parametrize("content", WRITTEN.values(), ids=WRITTEN)
def test_text_is_read(content: bytes) -> None:
    assert TEXT in readable(content)


def test_what_only_looks_packed_is_passed_over() -> None:
    digest = "ab" * 32

    assert readable(digest.encode()).split() == [digest] * 3
