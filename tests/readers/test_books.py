"""EPUB and PDF."""

import builtins
import zipfile

import pypdf
import pytest
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

PACKAGE = """<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Our Book</dc:title>
<dc:creator>A. Writer</dc:creator><dc:language>en</dc:language>
<dc:rights>CC BY 4.0</dc:rights><dc:identifier>urn:x</dc:identifier><dc:date>2020-05-06</dc:date></metadata>
<manifest><item id="b" href="b.xhtml" media-type="application/xhtml+xml"/>
<item id="a" href="in/a.xhtml#top" media-type="application/xhtml+xml"/>
<item id="p" href="p.svg" media-type="image/svg+xml"/>
<item id="gone" href="gone.xhtml" media-type="application/xhtml+xml"/></manifest>
<spine><itemref idref="b"/><itemref idref="a"/><itemref idref="p"/><itemref idref="gone"/>
<itemref idref="nothing"/></spine></package>"""
CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
    '<rootfiles><rootfile full-path="OPS/p.opf"/></rootfiles></container>'
)
CHAPTER = '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body><p>{}</p></body></html>'


def book(path, chapter="Chapter é one.", **more):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), "application/epub+zip")
        members = {
            "META-INF/container.xml": CONTAINER,
            "OPS/p.opf": PACKAGE,
            "OPS/b.xhtml": CHAPTER.format(chapter),
            "OPS/in/a.xhtml": CHAPTER.format("Chapter two."),
            **more,
        }
        for name, data in members.items():
            if data is not None:
                archive.writestr(name, data)


def test_chapters_come_in_the_order_of_the_spine(tmp_path, reading):
    book(tmp_path / "a.epub")

    result = reading(tmp_path)

    assert result.texts == ["Chapter é one.", "Chapter two."]
    first = result.documents[0]
    assert (first["title"], first["author"], first["language"], first["licence"]) == ("Our Book", "A. Writer", "en", "CC BY 4.0")
    assert (first["record_id"], str(first["captured"])) == ("OPS/b.xhtml", "2020-05-06")
    assert result.reasons == ["not-a-document", "corrupt"]


def test_a_chapter_that_inflates_beyond_the_limit_is_a_skip(tmp_path, reading):
    book(tmp_path / "a.epub", chapter="x" * 50_000)

    result = reading(tmp_path, member_bytes=5000, batch_records=1)

    assert (result.texts, result.reasons[0]) == (["Chapter two."], "decompression-bomb")


def test_a_chapter_without_text_is_a_skip(tmp_path, reading):
    book(tmp_path / "a.epub", chapter="")

    assert reading(tmp_path).reasons[0] == "empty-text"


def test_an_encrypted_book_is_said_to_be(tmp_path, reading):
    cipher = '<encryption xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:CipherReference URI="OPS/b.xhtml"/></encryption>'
    book(tmp_path / "a.epub", **{"META-INF/encryption.xml": cipher})

    assert reading(tmp_path).reasons == ["encrypted"]


def test_a_book_whose_fonts_are_encrypted_is_read(tmp_path, reading):
    cipher = '<encryption xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:CipherReference URI="OPS/f.otf"/></encryption>'
    book(tmp_path / "a.epub", **{"META-INF/encryption.xml": cipher})

    assert len(reading(tmp_path).texts) == 2


@pytest.mark.parametrize(
    "change", [{"META-INF/container.xml": None}, {"OPS/p.opf": None}, {"META-INF/container.xml": "<container/>"}]
)
def test_a_book_without_its_package_is_corrupt(tmp_path, reading, change):
    book(tmp_path / "a.epub", **change)

    assert reading(tmp_path).reasons == ["corrupt"]


def test_a_truncated_book_is_corrupt(tmp_path, reading):
    book(tmp_path / "a.epub")
    data = (tmp_path / "a.epub").read_bytes()
    (tmp_path / "a.epub").write_bytes(data[: len(data) // 2])

    result = reading(tmp_path)

    assert result.reasons == ["corrupt"]
    assert result.skips[0].stored_bytes > 0


def pdf(path, words, **more):
    writer = pypdf.PdfWriter()
    for text in words:
        sheet = writer.add_blank_page(200, 200)
        font = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Font"),
                NameObject("/Subtype"): NameObject("/Type1"),
                NameObject("/BaseFont"): NameObject("/Helvetica"),
            }
        )
        sheet[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})})
        stream = DecodedStreamObject()
        stream.set_data(f"BT /F1 12 Tf 10 100 Td ({text}) Tj ET".encode() if text else b"")
        sheet[NameObject("/Contents")] = stream
    writer.add_metadata({"/Title": "Our Paper", "/Author": "A. Writer", "/CreationDate": "D:20200506070809Z"})
    if more.get("password"):
        writer.encrypt(more["password"], algorithm="RC4-128")
    writer.write(path)


def test_the_pages_of_a_pdf_are_one_document(tmp_path, reading):
    pdf(tmp_path / "a.pdf", ["Page one.", "Page two."])

    (document,) = reading(tmp_path).documents

    assert document["text"] == "Page one.\n\nPage two."
    assert (document["title"], document["author"], str(document["captured"])) == ("Our Paper", "A. Writer", "2020-05-06")


@pytest.mark.parametrize(
    ("words", "more", "limits", "reason"),
    [
        ([""], {}, {}, "empty-text"),
        (["Secret."], {"password": "x"}, {}, "encrypted"),
        (["Many words here."], {}, {"record_bytes": 5}, "record-too-large"),
    ],
)
def test_a_pdf_without_text_to_read_is_a_skip(tmp_path, reading, words, more, limits, reason):
    pdf(tmp_path / "a.pdf", words, **more)

    assert reading(tmp_path, **limits).reasons == [reason]


def test_a_broken_pdf_is_corrupt(tmp_path, reading):
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4\nnonsense")

    assert reading(tmp_path).reasons == ["corrupt"]


def test_without_pypdf_the_skip_says_what_to_install(tmp_path, reading, monkeypatch):
    pdf(tmp_path / "a.pdf", ["Page one."])
    real = builtins.__import__

    def absent(name, *rest):
        if name == "pypdf":
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", absent)

    (skip,) = reading(tmp_path).skips

    assert str(skip.reason) == "missing-library"
    assert "pip install corpus-audit[pdf]" in skip.detail
