import pytest

from audit.readers.delimited import delimiter


def test_rows_under_names_are_documents(tmp_path, reading):
    (tmp_path / "a.csv").write_bytes(
        b'\xef\xbb\xbfid,text,url\r\n1,"One, with a comma",http://a.example/\r\n\r\n2,"Two\nlines",\r\n'
    )

    documents = reading(tmp_path).documents

    assert [document["text"] for document in documents] == ["One, with a comma", "Two\nlines"]
    assert (documents[0]["record_id"], documents[0]["url"]) == ("1", "http://a.example/")


def test_ill_formed_bytes_become_replacement_characters(tmp_path, reading):
    (tmp_path / "a.csv").write_bytes(b"text,n\na\xffb,1\n")

    assert reading(tmp_path).texts == ["a�b"]


def test_a_row_with_more_cells_than_names_is_a_skip_in_its_place(tmp_path, reading):
    (tmp_path / "a.csv").write_bytes(b"text,n\none,1\ntwo,2,3\nthree,3,\nfour\n")

    result = reading(tmp_path)

    assert [(document["record"], document["text"]) for document in result.documents] == [(0, "one"), (2, "three"), (3, "four")]
    assert [(skip.record, str(skip.reason)) for skip in result.skips] == [(1, "malformed-record")]


def test_a_field_of_any_length_is_read(tmp_path, reading):
    (tmp_path / "a.csv").write_bytes(b'text,n\n"' + b"word " * 60_000 + b'",1\n')

    assert len(reading(tmp_path).texts[0]) == 300_000


def test_a_quote_that_never_ends_is_bounded(tmp_path, reading):
    (tmp_path / "a.csv").write_bytes(b'text,n\none,1\n"' + b"word\n" * 60_000)

    result = reading(tmp_path, record_bytes=100_000)

    assert result.reasons == ["record-too-large"]


def test_decoded_bytes_are_those_of_the_file(tmp_path, reading):
    data = b"text,n\n" + b"one,1\n" * 500
    (tmp_path / "a.csv").write_bytes(data)

    assert reading(tmp_path, batch_records=100).decoded == len(data)


def test_a_header_alone_has_no_records(tmp_path, reading):
    (tmp_path / "a.csv").write_bytes(b"text,n\n")

    assert reading(tmp_path).documents == []


@pytest.mark.parametrize(
    ("line", "suffix", "expected"),
    [
        ("a,b", ".csv", ","),
        ("a;b;c,d", ".csv", ";"),
        ("a\tb", ".tsv", "\t"),
        ("a,b", ".tsv", ","),
        ("a|b", ".csv", "|"),
        ("a", ".csv", ","),
    ],
)
def test_the_delimiter_is_told_by_the_header(line, suffix, expected):
    assert delimiter(line, suffix) == expected
