"""Libraries of known works: round trips, the same bytes each time, and damage that is noticed."""

import os
import random
import shutil
from pathlib import Path

import numpy as np
import orjson
import pytest
import zstandard

from audit.errors import LibraryError
from audit.references import works
from audit.references.works import Library, Work, checked
from audit.references.works_building import build, prepare
from audit.references.works_files import digest_of_body
from audit.references.works_sources import metadata_of, read_text, texts_of
from audit.text import cache
from audit.text.fingerprints import SIZE, Grid

TEXTS = {"one": "The kettle sang, and nobody in the house had lit the fire.\n", "two": "Второй текст, 中文字, été.", "none": ""}


@pytest.fixture(autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path_factory.mktemp("cache")
    monkeypatch.setattr(cache, "folder", lambda: folder)


def _works() -> list[Work]:
    return [
        Work(name, text, {"title": name.title(), "unknown": "x", "year": ""}, "manifest.jsonl") for name, text in TEXTS.items()
    ]


def test_a_library_gives_back_what_it_was_made_from(tmp_path: Path) -> None:
    build(_works(), tmp_path / "library")
    library = Library.open(tmp_path / "library")
    library.verify()

    assert [(one.id, one.text) for one in library.given()] == sorted(TEXTS.items())
    assert library.works[1].metadata == {"title": "One"}
    assert library.works[1].metadata_source == "manifest.jsonl"
    assert [one.words for one in library.works] == [0, 12, 6]
    assert library.opened(1).text == TEXTS["one"]
    assert library.bounds.tolist()[0] == 0
    assert library.bounds[-1] == len(library.folded)
    assert library.stored_bytes > 0


def test_the_same_works_give_the_same_bytes(tmp_path: Path) -> None:
    build(_works(), tmp_path / "a")
    build(reversed(_works()), tmp_path / "b")

    for name in ("library.json", "folded", "texts"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_a_library_can_be_built_from_libraries(tmp_path: Path) -> None:
    first = build(_works()[:2], tmp_path / "first")
    more = build([*first.given(), Work("three", "more", {})], tmp_path / "more")

    assert [one.id for one in more.works] == ["one", "three", "two"]
    assert more.works[0].metadata == first.works[0].metadata


def test_a_library_replaces_an_older_one_and_nothing_else(tmp_path: Path) -> None:
    build(_works(), tmp_path / "library")

    assert len(build(_works()[:1], tmp_path / "library").works) == 1

    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "letter.txt").write_text("dear")
    with pytest.raises(LibraryError, match="something other"):
        build(_works(), tmp_path / "other")


@pytest.mark.parametrize(
    ("given", "message"), [([], "no works"), ([Work("a", "x", {}), Work("a", "y", {})], "two works have the id 'a'")]
)
def test_refuses_works_that_cannot_be_told_apart(tmp_path: Path, given: list[Work], message: str) -> None:
    with pytest.raises(LibraryError, match=message):
        build(given, tmp_path / "library")

    assert list(tmp_path.iterdir()) == []


def test_any_altered_byte_is_noticed(tmp_path: Path) -> None:
    made = build(_works(), tmp_path / "library")
    rng = random.Random(1)
    for name in ("library.json", "folded", "texts"):
        content = (made.path / name).read_bytes()
        for place in sorted(rng.sample(range(len(content)), min(40, len(content)))):
            copy = tmp_path / "copy"
            shutil.copytree(made.path, copy)
            altered = content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]
            (copy / name).write_bytes(altered)
            same = name == "library.json" and _said(altered) == _said(content)  # white space between values
            if not same:
                with pytest.raises(LibraryError):
                    Library.open(copy).verify()
            shutil.rmtree(copy)


def _said(raw: bytes) -> object:
    try:
        return orjson.loads(raw)
    except orjson.JSONDecodeError:
        return None


def test_a_file_that_is_missing_or_cut_short_is_noticed_on_opening(tmp_path: Path) -> None:
    library = build(_works(), tmp_path / "library")
    (library.path / "folded").write_bytes(b"x")
    with pytest.raises(LibraryError, match="cut short"):
        Library.open(library.path)

    (library.path / "folded").unlink()
    with pytest.raises(LibraryError, match="missing"):
        Library.open(library.path)


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b'{"body": {}, "digest": "x"}', b"\xff"])
def test_a_manifest_that_is_no_manifest_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "library.json").write_bytes(content)

    with pytest.raises(LibraryError, match="corpus-audit index"):
        Library.open(tmp_path)


def test_a_folder_without_a_manifest_is_no_library(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="not a library"):
        Library.open(tmp_path)


@pytest.mark.parametrize("body", [{"versions": {"format": 0}}, {}, {"versions": works.versions()}])
def test_another_version_or_shape_is_refused_with_the_mend(tmp_path: Path, body: dict[str, object]) -> None:
    (tmp_path / "library.json").write_bytes(orjson.dumps({"digest": digest_of_body(body), "body": body}))

    with pytest.raises(LibraryError, match="make it anew"):
        Library.open(tmp_path)


def test_an_altered_text_is_refused_when_it_is_shown(tmp_path: Path) -> None:
    library = build([Work("one", "plain text " * 99, {}), Work("two", "x", {})], tmp_path / "library")
    content = bytearray((library.path / "texts").read_bytes())
    frame = content[: library.works[0].text[1]]
    (library.path / "texts").write_bytes(bytes(len(content)))
    with pytest.raises(LibraryError, match="one"):
        Library.open(library.path).text(0)

    other = zstandard.ZstdCompressor(level=3, write_content_size=True).compress(b"other text " * 99)
    assert len(other) <= len(frame)
    (library.path / "texts").write_bytes(other + bytes(len(content) - len(other)))
    with pytest.raises(LibraryError, match="one"):
        Library.open(library.path).text(0)


def test_the_table_is_kept_and_mapped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library = build(_works(), tmp_path / "library")
    made = library.fingerprints(Grid())
    kept = library.fingerprints(Grid())
    monkeypatch.setattr(works, "COPIED", 0)
    mapped = library.fingerprints(Grid())

    for one in (kept, mapped):
        assert np.array_equal(one.tags, made.tags)
        assert np.array_equal(one.places, made.places)

    monkeypatch.setattr(cache, "folder", lambda: None)
    assert np.array_equal(library.fingerprints(Grid()).tags, made.tags)


def test_the_grid_is_chosen_by_memory(tmp_path: Path) -> None:
    library = build([Work("one", "word " * 20_000, {})], tmp_path / "library")

    assert library.grid() == Grid(SIZE, 1, 8)
    assert library.grid(stride=16) == Grid(SIZE, 1, 16)
    assert library.grid(memory=400_000) == Grid(SIZE, 2, 7)
    assert library.grid(memory=200_000) == Grid(SIZE, 5, 3)
    assert library.grid(memory=0) == Grid(SIZE, 16, 1)


def test_a_folder_of_texts_becomes_a_library_once(tmp_path: Path) -> None:
    folder = tmp_path / "works"
    folder.mkdir()
    (folder / "story.txt").write_text("once upon a time")
    first = prepare(folder)

    assert first.works[0].id == "story"
    assert prepare(folder).path == first.path
    assert prepare(first.path).digest == first.digest
    assert prepare(folder / "story.txt").works[0].id == "story"

    (first.path / "folded").unlink()
    assert prepare(folder).digest == first.digest
    (folder / "story.txt").write_text("once upon another time")
    assert prepare(folder).digest != first.digest


def test_an_altered_library_is_refused_when_a_scan_opens_it(tmp_path: Path) -> None:
    made = build(_works(), tmp_path / "library")
    (made.path / "folded").write_bytes(b"x" * len(made.folded))

    with pytest.raises(LibraryError, match="folded was altered"):
        prepare(made.path)


def test_a_library_is_opened_once_while_its_files_stay_as_they_are(tmp_path: Path) -> None:
    made = build(_works(), tmp_path / "library")

    first = checked(made.path)
    assert checked(made.path) is first
    build([*_works(), Work("another", "Another text, which was not there before.", {})], made.path)
    assert len(checked(made.path).works) == len(first.works) + 1
    content = (made.path / "folded").read_bytes()
    (made.path / "folded").write_bytes(content[:-2] + b"xx")
    os.utime(made.path / "folded", ns=(0, 0))
    with pytest.raises(LibraryError, match="folded was altered"):
        checked(made.path)


def test_without_a_cache_a_temporary_folder_serves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "folder", lambda: None)
    (tmp_path / "story.txt").write_text("once upon a time")

    assert prepare(tmp_path / "story.txt").works[0].id == "story"


MANIFESTS = {
    "manifest.jsonl": '{"id": "A", "file": "sub/a.txt", "title": "T", "year": 1999, "doi": null, "author": ["X", "Y"]}\n\n',
    "works.jsonl": '{"id": "A", "file": "sub/a.txt", "title": "T", "year": "1999", "author": "X, Y"}\n',
    "works.toml": '[[work]]\nid = "A"\nfile = "sub/a.txt"\ntitle = "T"\nyear = 1999\nauthor = "X, Y"\n',
    "works.csv": 'id,file,title,year,author\nA,sub/a.txt,T,1999,"X, Y"\n',
}


@pytest.mark.parametrize("name", MANIFESTS)
def test_metadata_beside_the_works_is_kept(tmp_path: Path, name: str) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.txt").write_text("text")
    (tmp_path / name).write_text(MANIFESTS[name])

    (work,) = texts_of(tmp_path)

    assert (work.id, work.metadata_source) == ("A", name)
    assert work.metadata == {"title": "T", "year": "1999", "author": "X, Y"}


@pytest.mark.parametrize(
    ("name", "content"), [("manifest.jsonl", "{"), ("manifest.jsonl", "[1]"), ("works.toml", "a = ["), ("works.toml", "")]
)
def test_metadata_that_cannot_be_read_is_an_error(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content)

    with pytest.raises(LibraryError, match="one row a work"):
        metadata_of(tmp_path)


def test_missing_metadata_is_named_and_not_guessed(tmp_path: Path) -> None:
    for name in ("a/x.txt", "b/x.txt", "b/y.md", ".hidden/z.txt", "README.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("text")

    found = list(texts_of(tmp_path))

    assert [one.id for one in found] == ["a/x.txt", "b/x.txt", "y"]
    assert {one.metadata_source for one in found} == {"not given"}
    assert not any(one.metadata for one in found)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"plain", "plain"),
        ("\ufeffmark".encode(), "mark"),
        ("wide".encode("utf-16"), "wide"),
        ("café “x”".encode("cp1252"), "café “x”"),
        (b"\x00\x01", None),
        (b"", None),
        (b"a\r\nb", "a\r\nb"),
    ],
)
def test_texts_of_several_encodings_are_read(tmp_path: Path, raw: bytes, text: str | None) -> None:
    (tmp_path / "work").write_bytes(raw)

    assert read_text(tmp_path / "work") == text


def test_a_path_without_texts_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="no works at"):
        list(texts_of(tmp_path / "none"))
    with pytest.raises(LibraryError, match="no text in"):
        list(texts_of(tmp_path))
