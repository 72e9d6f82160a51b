import gzip
import zlib

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.readers.http_body import payload

BODY = b"Words of a body. " * 20


def raw_deflate(data: bytes) -> bytes:
    step = zlib.compressobj(wbits=-15)
    return step.compress(data) + step.flush()


CODED = [
    ("identity", BODY),
    ("gzip", gzip.compress(BODY, mtime=0)),
    ("x-gzip", gzip.compress(BODY, mtime=0)),
    ("deflate", zlib.compress(BODY)),
    ("deflate", raw_deflate(BODY)),
    ("br", brotli.compress(BODY)),
    ("br, gzip", gzip.compress(brotli.compress(BODY), mtime=0)),
    ("gzip", BODY),
    ("br", BODY),
]


@pytest.mark.parametrize(("coding", "body"), CODED)
def test_a_coding_is_undone_where_it_is_there(coding, body):
    assert payload(body, [("content-encoding", coding)], 1000) == BODY


@pytest.mark.parametrize(("coding", "body"), CODED[1:7])
def test_a_body_beyond_the_limit_is_none(coding, body):
    assert payload(body, [("content-encoding", coding)], 100) is None


@pytest.mark.parametrize("coding", ["gzip", "br"])
def test_a_body_that_breaks_off_is_what_came_before(coding):
    whole = bytes(range(256)) * 400
    body = gzip.compress(whole, 1)[:-30] if coding == "gzip" else brotli.compress(whole * 3, quality=1)[:-30]

    found = payload(body, [("content-encoding", coding)], 1 << 20)

    assert found is not None


@pytest.mark.parametrize(
    ("body", "joined"),
    [
        (b"5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n", b"hello world"),
        (b"5;x=y\r\nhello\r\n0\r\n\r\n", b"hello"),
        (b"5\nhello\n0\n\n", b"hello"),
        (b"5\r\nhello\r\n9\r\nbro", b"hellobro"),
        (b"5\r\nhello\r\nnonsense\r\n", b"hello"),
        (b"no chunks at all\n", b"no chunks at all\n"),
        (b"zz\r\nhello", b"zz\r\nhello"),
    ],
)
def test_chunks_are_joined(body, joined):
    assert payload(body, [("transfer-encoding", "chunked")], 1000) == joined


@given(st.binary(max_size=300), st.sampled_from(["gzip", "deflate", "br", "chunked"]))
def test_no_body_makes_it_fail(body, coding):
    for headers in ([("content-encoding", coding)], [("transfer-encoding", coding)]):
        found = payload(body, headers, 1 << 20)
        assert found is None or isinstance(found, bytes)
