import gzip
import io
import zlib

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

PAGE = b"<!doctype html><html lang='en'>"
PAGE += b"<head><title>A page</title><meta name='robots' content='noai'></head><body><p>Words of a page.</p></body></html>"


def archive(*records, compressed=True) -> bytes:
    """A WARC file of records (kind, url, headers, body)."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=compressed)
    for kind, url, headers, body in records:
        http = StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1") if kind in ("response", "revisit") else None
        extra = {"WARC-Date": "2020-05-06T07:08:09Z"}
        kwargs = {} if http else {"warc_content_type": dict(headers).get("Content-Type", "text/plain")}
        writer.write_record(
            writer.create_warc_record(url, kind, payload=io.BytesIO(body), http_headers=http, warc_headers_dict=extra, **kwargs)
        )
    return out.getvalue()


HTML = [("Content-Type", "text/html; charset=utf-8"), ("X-Robots-Tag", "noai"), ("Set-Cookie", "secret")]


def test_a_response_is_a_page_with_its_marks(tmp_path, reading):
    (tmp_path / "a.warc.gz").write_bytes(archive(("response", "http://a.example/", HTML, PAGE)))

    (document,) = reading(tmp_path).documents

    assert document["text"] == "Words of a page."
    assert (document["url"], str(document["captured"]), document["title"], document["language"]) == (
        "http://a.example/",
        "2020-05-06",
        "A page",
        "en",
    )
    marks = {(mark["place"], mark["name"]): mark["value"] for mark in document["marks"]}
    assert marks[("header", "x-robots-tag")] == marks[("meta", "robots")] == "noai"
    assert marks[("header", "status")] == "200"
    assert ("header", "set-cookie") not in marks


@pytest.mark.parametrize("compressed", [True, False])
def test_a_conversion_is_its_text(tmp_path, reading, compressed):
    (tmp_path / "a.wet").write_bytes(archive(("conversion", "http://a.example/", [], "Wörter".encode()), compressed=compressed))

    assert reading(tmp_path).texts == ["Wörter"]


@pytest.mark.parametrize("kind", ["request", "metadata", "warcinfo", "revisit"])
def test_other_records_are_no_documents(tmp_path, reading, kind):
    (tmp_path / "a.warc").write_bytes(
        archive((kind, "http://a.example/", [("Content-Type", "text/html")], b"GET / HTTP/1.1\r\n\r\n"), compressed=False)
    )

    assert reading(tmp_path).reasons == ["not-a-document"]


@pytest.mark.parametrize(
    ("kind", "body", "text"),
    [
        ("text/plain", b"Plain.", "Plain."),
        ("text/plain; charset=latin-1", "naïve".encode("latin-1"), "naïve"),
        ("text/plain; charset=nonsense", b"Plain.", "Plain."),
        ("application/json", b'{"a": 1}', '{"a": 1}'),
        ("text/plain", PAGE, "Words of a page."),
        ("application/octet-stream", b"Looks like text", "Looks like text"),
        ("application/octet-stream", b"<HTML>Looks like a page", "Looks like a page"),
    ],
)
def test_text_of_other_types_is_read(tmp_path, reading, kind, body, text):
    (tmp_path / "a.warc").write_bytes(archive(("response", "http://a.example/", [("Content-Type", kind)], body)))

    assert reading(tmp_path).texts == [text]


@pytest.mark.parametrize(
    ("headers", "body", "reason"),
    [
        ([("Content-Type", "image/png")], b"\x89PNG", "not-a-document"),
        ([("Content-Type", "application/octet-stream")], b"\0\1\2", "not-a-document"),
        ([("Content-Type", "text/html")], b"", "empty-text"),
        ([("Content-Type", "text/html")], b"<p></p>", "empty-text"),
        ([("Content-Type", "text/plain")], b"x" * 5000, "record-too-large"),
        (
            [("Content-Type", "text/html"), ("Content-Encoding", "gzip")],
            gzip.compress(b"x" * 50_000, mtime=0),
            "decompression-bomb",
        ),
    ],
)
def test_captures_without_text_are_skips(tmp_path, reading, headers, body, reason):
    (tmp_path / "a.warc").write_bytes(
        archive(("response", "http://a.example/", headers, body), ("conversion", "http://b.example/", [], b"After."))
    )

    result = reading(tmp_path, record_bytes=4000)

    assert (result.texts, result.reasons) == (["After."], [reason])


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ([("Content-Encoding", "gzip")], gzip.compress(PAGE, mtime=0)),
        ([("Content-Encoding", "gzip")], PAGE),
        ([("Content-Encoding", "deflate")], zlib.compress(PAGE)),
        ([("Transfer-Encoding", "chunked")], b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE)),
        ([("Transfer-Encoding", "chunked")], PAGE),
    ],
)
def test_bodies_are_decoded_where_they_are_encoded(tmp_path, reading, headers, body):
    (tmp_path / "a.warc").write_bytes(archive(("response", "http://a.example/", [("Content-Type", "text/html"), *headers], body)))

    assert reading(tmp_path).texts == ["Words of a page."]


def test_a_page_is_decoded_by_its_meta_element(tmp_path, reading):
    body = "<html><head><meta charset='windows-1251'></head><body>Слова страницы на русском языке</body></html>".encode(
        "windows-1251"
    )
    (tmp_path / "a.warc").write_bytes(archive(("response", "http://a.example/", [("Content-Type", "text/html")], body)))

    assert reading(tmp_path).texts == ["Слова страницы на русском языке"]


def test_after_a_damaged_member_the_next_records_are_read(tmp_path, reading):
    pages = [archive(("response", f"http://a.example/{n}", HTML, PAGE)) for n in range(4)]
    pages[1] = pages[1][:60] + bytes(60) + pages[1][120:]
    (tmp_path / "a.warc.gz").write_bytes(b"".join(pages))

    result = reading(tmp_path)

    assert {"http://a.example/0", "http://a.example/2", "http://a.example/3"} <= {
        document["url"] for document in result.documents
    }
    assert "corrupt" in result.reasons


def test_a_truncated_file_says_so(tmp_path, reading):
    data = archive(*(("response", f"http://a.example/{n}", HTML, PAGE) for n in range(3)))
    (tmp_path / "a.warc.gz").write_bytes(data[:-40])

    result = reading(tmp_path)

    assert len(result.documents) >= 2
    assert result.reasons[-1] == "truncated"


def test_what_is_no_record_ends_the_file(tmp_path, reading):
    (tmp_path / "a.warc").write_bytes(
        archive(("conversion", "http://a.example/", [], b"Before."), compressed=False) + b"nonsense " * 5000
    )

    result = reading(tmp_path, batch_records=1)

    assert result.texts == ["Before."]


def test_an_arc_file_is_read(tmp_path, reading):
    def line(url, kind, body):
        return f"{url} 192.0.2.1 20200506070809 {kind} {len(body)}\n".encode() + body + b"\n"

    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE
    version = b"1 0 test\nURL IP-address Archive-date Content-type Archive-length\n"
    records = [
        line("filedesc://a.arc", "text/plain", version),
        line("http://a.example/", "text/html", http),
        line("http://b.example/", "image/png", http[:20]),
    ]
    (tmp_path / "a.arc.gz").write_bytes(b"".join(gzip.compress(record) for record in records))

    result = reading(tmp_path, batch_records=1)

    assert [(d["url"], d["text"], str(d["captured"])) for d in result.documents] == [
        ("http://a.example/", "Words of a page.", "2020-05-06")
    ]
    assert result.documents[0]["record_id"] is None
    assert result.reasons[0] == "not-a-document"


def test_an_arc_file_with_a_large_record_goes_on(tmp_path, reading):
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + b"x" * 5000
    packed = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(b"x" * 50000)
    version = b"1 0 test\nURL IP-address Archive-date Content-type Archive-length\n"
    data = b"filedesc://a.arc 0.0.0.0 20200506070809 text/plain %d\n%s\n" % (len(version), version)
    for held in (body, packed):
        data += b"http://a.example/ 192.0.2.1 20200506070809 text/html %d\n%s\n" % (len(held), held)
    (tmp_path / "a.arc").write_bytes(data)

    assert reading(tmp_path, record_bytes=4000).reasons == ["not-a-document", "record-too-large", "decompression-bomb"]


def test_a_damaged_arc_file_says_so(tmp_path, reading):
    (tmp_path / "a.arc").write_bytes(b"filedesc://x nonsense\n" * 3)

    assert reading(tmp_path).skips[-1].record is None
