import json
import os
from pathlib import Path

import pytest

from audit.errors import UsageError
from audit.model import Piece, Skip
from audit.readers import Settings, discover, find


def names(paths: list[Path]) -> list[str]:
    return [piece.name for piece in discover(paths) if isinstance(piece, Piece)]


def skipped(paths: list[Path]) -> dict[str, str]:
    return {skip.path: str(skip.reason) for skip in discover(paths) if isinstance(skip, Skip)}


@pytest.fixture
def tree(tmp_path):
    for name in ("b/two.txt", "a/one.txt", "three.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("Words of " + name)
    return tmp_path


def test_files_come_sorted_and_named_from_the_root(tree):
    assert names([tree]) == ["a/one.txt", "b/two.txt", "three.txt"]


def test_a_file_given_by_itself_has_its_own_name(tree):
    assert names([tree / "a" / "one.txt"]) == ["one.txt"]


def test_names_of_several_roots_begin_with_the_root(tree):
    assert names([tree / "a", tree / "b"]) == ["a/one.txt", "b/two.txt"]


def test_equal_roots_are_told_apart(tree):
    (tree / "b" / "a").mkdir()
    (tree / "b" / "a" / "one.txt").write_text("Other words")

    assert names([tree / "a", tree / "b" / "a"]) == ["a/one.txt", "a~2/one.txt"]


@pytest.mark.parametrize("roots", [[""], ["a", "b"], ["a/one.txt"], ["a/one.txt", "a", "b"]], ids=" ".join)
def test_one_file_is_found_by_its_name_as_among_all(tree, roots):
    paths = [tree / root for root in roots]
    alone = [part for piece in discover(paths) if isinstance(piece, Piece) for part in find(paths, piece.name)]

    assert alone == [piece for piece in discover(paths) if isinstance(piece, Piece)]
    assert alone


def test_a_name_that_no_file_has_finds_nothing(tree):
    assert list(find([tree / "a", tree / "three.txt"], "a/no.txt")) == []
    assert list(find([tree / "three.txt"], "no.txt")) == []


def test_a_missing_path_is_an_error_that_names_it(tmp_path):
    with pytest.raises(UsageError, match="no file or folder at"):
        list(discover([tmp_path / "nowhere"]))


def test_an_empty_folder_has_nothing(tmp_path):
    assert list(discover([tmp_path])) == []


def test_a_link_to_a_folder_above_ends(tree):
    (tree / "a" / "up").symlink_to(tree)

    assert names([tree]) == ["a/one.txt", "b/two.txt", "three.txt"]
    assert skipped([tree]) == {"a/up": "link-loop"}


def test_a_link_to_a_file_is_read_once(tree):
    (tree / "z.txt").symlink_to(tree / "three.txt")
    os.link(tree / "three.txt", tree / "y.txt")

    assert skipped([tree]) == {"y.txt": "link-loop", "z.txt": "link-loop"}


def test_links_that_lead_nowhere_are_skips(tree):
    (tree / "gone").symlink_to(tree / "nothing")
    (tree / "round").symlink_to(tree / "round")

    assert skipped([tree]) == {"gone": "missing-file", "round": "link-loop"}


def test_a_pipe_is_not_opened(tree):
    os.mkfifo(tree / "pipe")

    assert skipped([tree]) == {"pipe": "unsupported-format"}


def test_what_may_not_be_read_is_a_skip(tree, monkeypatch):
    real = os.listdir
    monkeypatch.setattr(os, "listdir", lambda path: _refuse() if Path(path).name == "a" else real(path))
    opened = Path.open
    monkeypatch.setattr(Path, "open", lambda self, *rest: _refuse() if self.name == "three.txt" else opened(self, *rest))

    assert skipped([tree]) == {"a": "no-permission", "three.txt": "no-permission"}


def test_a_path_that_cannot_be_asked_about_is_a_skip(tree, monkeypatch):
    real = Path.stat
    monkeypatch.setattr(Path, "stat", lambda self, **rest: _refuse() if self.name == "three.txt" else real(self, **rest))

    assert skipped([tree])["three.txt"] == "no-permission"


def _refuse():
    raise PermissionError(13, "Permission denied")


def test_version_control_is_not_entered(tree):
    (tree / ".git").mkdir()
    (tree / ".git" / "HEAD").write_text("ref: x")

    assert skipped([tree]) == {".git": "sidecar-file"}


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("empty.jsonl", b"", "empty-file"),
        ("state.json", b'{"_data_files": []}', "sidecar-file"),
        ("dataset_info.json", b'{"features": {}}', "sidecar-file"),
        ("dataset_dict.json", b'{"splits": []}', "sidecar-file"),
        ("_SUCCESS", b"x", "sidecar-file"),
        ("a.parquet.crc", b"x", "sidecar-file"),
        ("000.json", b'{"id": "1", "attributes": {"a": [[0, 1, 1.0]]}}\n', "sidecar-file"),
        ("photo", b"\x89PNG\r\n\x1a\n", "unsupported-format"),
        ("a.zip", b"PK\x03\x04" + bytes(30), "unsupported-format"),
        ("a.tar", b"name" + bytes(253) + b"ustar" + bytes(250), "unsupported-format"),
        ("noise", bytes(range(256)) * 4, "unsupported-format"),
    ],
)
def test_what_is_no_part_of_the_corpus_is_a_skip(tmp_path, name, data, reason):
    (tmp_path / name).write_bytes(data)

    assert skipped([tmp_path]) == {name: reason}


FORMATS = [
    ("a", b'{"text": "T"}\n{"text": "U"}\n', "jsonl"),
    ("a.json", b'{"text": "T"}', "jsonl"),
    ("a.json", b'{"text": "' + b"x" * 100_000 + b'"}', "jsonl"),
    ("a.json", b'{\n  "text": "T"\n}\n{\n  "text": "U"\n}', "json"),
    ("a.json", b'[{"text": "T"}]', "json"),
    ("a.json", b'["T", "U"]', "json"),
    ("a.json", b'{"data": [{"text": "T"}]}', "json"),
    ("a.json", b'{"rows": [{"text": "' + b"x" * 100_000, "json"),
    ("a.json", b'{"url": "u", "posts": [{"text": "T"}]}', "json"),
    ("tdmrep.json", b'[{"location": "/", "tdm-reservation": 1}]', "text"),
    ("package.json", b'{"name": "tides", "version": "1.0.0"}', "text"),
    ("broken.json", b'{"name": "tides", ', "json"),
    ("numbers.json", b"[[1, 2], [3, 4]]", "json"),
    ("a.jsonl", b'{"name": "tides", "version": "1.0.0"}', "jsonl"),
    ("a.jsonl", b'{"data": ["T", "U"]}\n{"data": ["T"]}\n', "jsonl"),
    ("a.jsonl", b'{"url": "u", "posts": []}\n{"url": "u", "posts": []}\n', "jsonl"),
    ("a.jsonl", b'{broken\n{"text": "T"}\n', "jsonl"),
    ("a.jsonl", b'x{"text": "T"}\n', "jsonl"),
    ("state.json", b'{"text": "T"}', "jsonl"),
    ("a", b"WARC/1.0\r\n", "warc"),
    ("a", b"filedesc://x", "arc"),
    ("a", b"%PDF-1.4", "pdf"),
    ("a", b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/epub+zip", "epub"),
    ("a", b"PAR1", "parquet"),
    ("a", b"ARROW1\0\0", "arrow-file"),
    ("a.csv", b"a,b\n1,2\n", "csv"),
    ("a.tsv.gz", b"a\tb\n1\t2\n", "csv"),
    ("a", b'<mediawiki xmlns="x">', "mediawiki"),
    ("a", b'<?xml version="1.0"?>\n<posts>\n', "stackexchange"),
    ("a", b'<doc id="1" url="u" title="t">\nx\n</doc>', "wikiextractor"),
    ("a", b"<!-- note --><!DOCTYPE html><p>x", "html"),
    ("a.html", b"<p>x", "html"),
    ("a.xml", b"<rsl></rsl>", "text"),
    ("a.txt", b"[Illustration] words", "text"),
    ("a.py", b'{"text": 1}', "text"),
    ("a.txt", b"{ braces in prose }", "text"),
    ("a.txt", "für".encode("utf-16"), "text"),
    ("a.txt", "naïve".encode("latin-1"), "text"),
]


@pytest.mark.parametrize(("name", "data", "expected"), FORMATS)
def test_a_format_is_told_by_content(tmp_path, name, data, expected):
    (tmp_path / name).write_bytes(data)

    (piece,) = discover([tmp_path])

    assert isinstance(piece, Piece), piece
    assert piece.format == expected


def test_settings_travel_with_the_piece(tmp_path):
    (tmp_path / "a.jsonl").write_text(json.dumps({"x": "T"}))

    (piece,) = discover([tmp_path], Settings(fields={"text": "x"}))

    assert piece.options == {"field.text": "x"}


def test_comments_without_end_do_not_take_long(tmp_path):
    (tmp_path / "a.html").write_bytes(b"<!---->" * 9000 + b"x")

    assert [piece.format for piece in discover([tmp_path])] == ["html"]
