"""Known works as a command is given them."""

import gzip
import json
from pathlib import Path

import pytest

from audit.errors import LibraryError, RunError
from audit.pipeline.progress import Silent
from audit.pipeline.works import described, index, libraries, works_of
from audit.references.works import FORMAT, Work

TEXT = "The ferry never stopped at the ninth landing, though the bell was rung each night."


class Heard(Silent):
    """Keeps what it is told."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def say(self, line: str) -> None:
        self.lines.append(line)


@pytest.fixture(autouse=True)
def _cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def works(tmp_path: Path) -> Path:
    (tmp_path / "works").mkdir()
    (tmp_path / "works" / "ninth.txt").write_text(TEXT)
    return tmp_path / "works"


def known(path: Path, heard: Silent | None = None) -> list[Work]:
    return list(works_of(path, heard or Silent()))


def test_a_text_is_a_work_by_its_stem(works: Path) -> None:
    assert known(works) == [Work("ninth", TEXT, {})]


def test_a_manifest_beside_it_says_what_it_is(works: Path) -> None:
    (works / "manifest.jsonl").write_text(json.dumps({"file": "ninth.txt", "id": "nine", "title": "Nine", "licence": "CC0-1.0"}))

    (work,) = known(works)

    assert (work.id, work.metadata["title"], work.metadata["licence"], work.metadata_source) == (
        "nine",
        "Nine",
        "CC0-1.0",
        "manifest.jsonl",
    )


def test_records_are_works_with_what_they_say_of_themselves(works: Path) -> None:
    rows = [{"id": "one", "text": TEXT, "title": "One"}, {"text": "Another work, of few words."}]
    (works / "more.jsonl.gz").write_bytes(gzip.compress("\n".join(map(json.dumps, rows)).encode()))
    (works / "ninth.txt").unlink()

    first, second = known(works)

    assert (first.id, first.metadata, first.metadata_source) == ("one", {"title": "One"}, "its record")
    assert (second.id, second.metadata) == ("more.jsonl#1", {})


def test_a_web_page_is_one_work(works: Path) -> None:
    (works / "page.html").write_text(f"<!DOCTYPE html><html><head><title>Page</title></head><body><p>{TEXT}</p></body></html>")

    work = known(works)[1]

    assert (work.id, work.metadata_source) == ("page", "the file itself")
    assert TEXT in work.text


def test_what_lies_beside_works_is_none(works: Path) -> None:
    for name in ("README.md", ".hidden.txt"):
        (works / name).write_text("Not a work.")

    assert [work.id for work in known(works)] == ["ninth"]


def test_what_cannot_be_read_is_told(works: Path) -> None:
    (works / "odd.bin").write_bytes(bytes(range(256)) * 30)
    (works / "bad.jsonl").write_text('{"text": "one work"}\n{"text": broken}\n')
    heard = Heard()

    assert len(known(works, heard)) == 2
    assert sorted(line.split(": ")[1] for line in heard.lines) == ["bad.jsonl#1", "odd.bin"]


def test_a_missing_path_is_told(tmp_path: Path) -> None:
    for use in (lambda: known(tmp_path / "nowhere"), lambda: libraries([tmp_path / "nowhere"], Silent())):
        with pytest.raises(LibraryError, match=r"no works at .*nowhere; name a folder of texts, a text, or a library"):
            use()


def test_a_folder_is_made_into_a_library_once(works: Path) -> None:
    heard = Heard()

    (first,), (again,) = libraries([works], heard), libraries([works], heard)

    assert len(heard.lines) == 1
    assert first.digest == again.digest
    assert described(first)["works"] == 1


def test_changed_works_make_another_library(works: Path) -> None:
    (before,) = libraries([works], Silent())
    (works / "tenth.txt").write_text("The tenth landing was never built.")

    (after,) = libraries([works], Silent())

    assert before.digest != after.digest


def test_one_text_is_a_library_too(works: Path) -> None:
    (made,) = libraries([works / "ninth.txt"], Silent())

    assert [entry.id for entry in made.works] == ["ninth"]


def test_a_damaged_library_in_the_cache_is_made_anew(works: Path) -> None:
    (before,) = libraries([works], Silent())
    (before.path / "library.json").write_text('{"body": {}, "digest": ""}')
    heard = Heard()

    (after,) = libraries([works], heard)

    assert before.digest == after.digest
    assert len(heard.lines) == 2


def test_a_library_is_opened_where_it_lies(works: Path, tmp_path: Path) -> None:
    made = index([works], tmp_path / "library", Silent())

    (opened,) = libraries([tmp_path / "library"], Silent())

    assert (opened.path, opened.digest) == (tmp_path / "library", made.digest)
    assert FORMAT >= 1


def test_a_library_that_cannot_be_written_is_told(works: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(RunError, match=r"cannot write to .*library"):
        index([works], tmp_path / "file" / "library", Silent())


def test_without_any_cache_a_library_must_be_made_first(works: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("audit.text.cache.folder", lambda: None)

    with pytest.raises(LibraryError, match="make one: corpus-audit index"):
        libraries([works], Silent())
