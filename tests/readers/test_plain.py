import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.readers.plain import decode


def test_a_file_is_a_document_without_a_date(tmp_path, reading):
    (tmp_path / "a.txt").write_text("Some words.\n")

    (document,) = reading(tmp_path).documents

    assert (document["text"], document["title"]) == ("Some words.\n", None)
    assert document["captured"] is None


@pytest.mark.parametrize(("text", "title"), [("# Head\n\nBody", "Head"), ("Body", None), ("#hash\n", None), ("# \nBody", None)])
def test_a_markdown_file_has_its_heading_for_title(tmp_path, reading, text, title):
    (tmp_path / "a.md").write_text(text)

    assert reading(tmp_path).documents[0]["title"] == title


@pytest.mark.parametrize("name", ["a.py", "a.vtt", "a.srt", "LICENSE"])
def test_code_and_captions_are_read_as_they_are(tmp_path, reading, name):
    (tmp_path / name).write_text("WEBVTT\n\n00:01.000 --> 00:02.000\nHello\n")

    assert "-->" in reading(tmp_path).texts[0]


def test_a_blank_file_is_a_skip(tmp_path, reading):
    (tmp_path / "a.txt").write_text(" \n ")

    assert reading(tmp_path).reasons == ["empty-text"]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("naïve".encode(), "naïve"),
        ("\ufeffnaïve".encode(), "naïve"),
        ("\ufeffnaïve".encode("utf-16-le"), "naïve"),
        ("\ufeffnaïve".encode("utf-16-be"), "naïve"),
        ("\ufeffnaïve".encode("utf-32-le"), "naïve"),
        ("naïve café".encode("latin-1"), "naïve café"),
        (b"\x93quoted\x94", "“quoted”"),
        (b"a\x81b" * 3, "a b" * 3),
        (b"words " * 500 + b"\xff", "words " * 500 + "�"),
    ],
)
def test_the_encoding_is_told_by_a_stated_rule(data, text):
    assert decode(data) == text


@given(st.binary(max_size=200))
def test_any_bytes_are_some_text(data):
    assert isinstance(decode(data), str)


@pytest.mark.parametrize("text", ["line one\nline two\n\n" * 300, "line\n" * 900, "é" * 2500])
def test_a_large_file_is_cut_and_nothing_is_lost(tmp_path, reading, text):
    (tmp_path / "a.txt").write_text(text)

    result = reading(tmp_path, text_part_bytes=1000, batch_bytes=3000)

    assert "".join(result.texts) == text
    assert len(result.texts) > 2
    assert "�" not in "".join(result.texts)
